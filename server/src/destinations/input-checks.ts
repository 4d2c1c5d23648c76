/** What a schema cannot check in a client's input: it needs the network policy, the configuration or the identities. */
import { invalid } from '../support/validation';
import { type SplitUrl, splitUrl } from './url';

export interface InputChecks {
  /** @throws ValidationError when requests to it would be refused */
  url(text: string): SplitUrl;
  /** @throws ValidationError with one entry per reserved name */
  headers(headers: Record<string, string[]> | undefined, path: string): void;
  /** @throws ValidationError when the configuration does not name it */
  identity(name: string | null | undefined): Promise<void>;
}

export interface InputChecksDeps {
  /** Says why requests to this URL would be refused, or null. */
  refusalOf(url: URL): string | null;
  /** True for header names that only the plugin itself may send. */
  isReservedHeader(name: string): boolean;
  /** Makes the key pair when there is none yet. @returns false when the configuration does not name it */
  ensureIdentity(name: string): Promise<boolean>;
  /** Of the configuration. */
  identityNames: readonly string[];
}

export function createInputChecks(deps: InputChecksDeps): InputChecks {
  return {
    url(text) {
      const split = splitUrl(text);
      const refusal = split
        ? deps.refusalOf(new URL(split.url))
        : 'expected an absolute http or https URL such as "https://shop.example.com/hooks"';
      if (split && refusal === null) return split;
      throw invalid([{ path: ['url'], message: `"url": ${refusal}, got ${JSON.stringify(text)}` }]);
    },

    headers(headers, path) {
      const reserved = Object.keys(headers ?? {}).filter(deps.isReservedHeader);
      if (reserved.length === 0) return;
      throw invalid(
        reserved.map((name) => ({
          path: [path, name],
          message: `"${path}.${name}": this header is set by the plugin itself or by HTTP and cannot be replaced`,
        }))
      );
    },

    async identity(name) {
      if (name === null || name === undefined || (await deps.ensureIdentity(name))) return;
      const known = deps.identityNames.map((one) => JSON.stringify(one)).join(' or ');
      const expected = known || 'null, because "identities" in the configuration is empty';
      throw invalid([
        {
          path: ['identity'],
          message: `"identity": expected ${expected}, got ${JSON.stringify(name)}`,
        },
      ]);
    },
  };
}
