/** What a schema cannot check in a client's input: it needs the network policy, the configuration or the identities. */
import { type InputIssue, quote } from '../support/input-issues';
import { invalid } from '../support/validation';
import { type SplitUrl, splitUrl } from './url';

/** Fields that are checked here. */
export interface CheckedInput {
  url?: string | undefined;
  headers?: Record<string, string[]> | undefined;
  identity?: string | null | undefined;
}

export interface InputChecks {
  /** @throws ValidationError when requests to it would be refused */
  url(text: string): SplitUrl;
  /** @throws ValidationError with one entry per reserved name */
  headers(headers: Record<string, string[]> | undefined, path: string): void;
  /** @throws ValidationError when the configuration does not name it */
  identity(name: string | null | undefined): Promise<void>;
  /** All that the others would refuse. Makes no key pair. */
  issuesOf(input: CheckedInput): InputIssue[];
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
  function urlIssues(text: string, split: SplitUrl | null): InputIssue[] {
    const refusal = split
      ? deps.refusalOf(new URL(split.url))
      : 'expected an absolute http or https URL such as "https://shop.example.com/hooks"';
    if (refusal === null) return [];
    return [{ path: ['url'], message: `"url": ${refusal}, got ${quote(text)}` }];
  }

  function headerIssues(headers: Record<string, string[]>, path: string): InputIssue[] {
    return Object.keys(headers)
      .filter(deps.isReservedHeader)
      .map((name) => ({
        path: [path, name],
        message: `"${path}.${name}": this header is set by the plugin itself or by HTTP and cannot be replaced`,
      }));
  }

  function unknownIdentity(name: string): InputIssue {
    const known = deps.identityNames.map((one) => JSON.stringify(one)).join(' or ');
    const expected = known || 'null, because "identities" in the configuration is empty';
    return { path: ['identity'], message: `"identity": expected ${expected}, got ${quote(name)}` };
  }

  return {
    url(text) {
      const split = splitUrl(text);
      const issues = urlIssues(text, split);
      if (split && issues.length === 0) return split;
      throw invalid(issues);
    },

    headers(headers, path) {
      const issues = headerIssues(headers ?? {}, path);
      if (issues.length > 0) throw invalid(issues);
    },

    async identity(name) {
      if (name === null || name === undefined || (await deps.ensureIdentity(name))) return;
      throw invalid([unknownIdentity(name)]);
    },

    issuesOf: ({ url, headers = {}, identity = null }) => [
      ...(url === undefined ? [] : urlIssues(url, splitUrl(url))),
      ...headerIssues(headers, 'headers'),
      ...(identity === null || deps.identityNames.includes(identity)
        ? []
        : [unknownIdentity(identity)]),
    ],
  };
}
