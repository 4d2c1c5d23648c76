/**
 * Takes the masks out of an imported destination: each stands for what the destination has here. Where it has nothing,
 * the value is left out and a note says so; a mask is never taken for a value. Pure.
 */
import { type ImportedDestination } from '../../../contracts/destination-transfer';
import { type DestinationRecord, isMask } from '../destinations/record';
import { splitUrl } from '../destinations/url';

export interface Unmasked {
  input: ImportedDestination;
  notes: string[];
}

type Current = Pick<
  DestinationRecord,
  'headers' | 'accessKey' | 'urlCredentials' | 'failureHandling'
>;

/** @param current null for a new one */
export function unmask(imported: ImportedDestination, current: Current | null): Unmasked {
  const notes: string[] = [];
  const miss = (field: string): void => {
    notes.push(`"${field}" was not exported, because it is a secret: set it here.`);
  };
  const input = { ...imported };

  if (imported.headers) input.headers = unmaskHeaders(imported.headers, current, miss);

  if (typeof imported.accessKey === 'string' && isMask(imported.accessKey)) {
    delete input.accessKey;
    if (!current?.accessKey) miss('accessKey');
  }

  if (imported.failureHandling && isMask(imported.failureHandling.alertUrl ?? '')) {
    const alertUrl = current?.failureHandling.alertUrl ?? undefined;
    input.failureHandling = { ...imported.failureHandling, alertUrl };
    if (!alertUrl) miss('failureHandling.alertUrl');
  }

  if (hasMaskedCredentials(imported.url) && !current?.urlCredentials) miss('url');
  return { input, notes };
}

function hasMaskedCredentials(url: string): boolean {
  return isMask(splitUrl(url)?.credentials ?? '');
}

/** By its place among the values of its header: the values of two environments are not the same. */
function unmaskHeaders(
  headers: Record<string, string[]>,
  current: Current | null,
  miss: (field: string) => void
): Record<string, string[]> {
  const stored = new Map(
    Object.entries(current?.headers ?? {}).map(([name, values]) => [name.toLowerCase(), values])
  );
  const entries = Object.entries(headers).map(([name, values]): [string, string[]] => {
    const known = stored.get(name.toLowerCase()) ?? [];
    const real = values.flatMap((value, index) =>
      isMask(value) ? known.slice(index, index + 1) : [value]
    );
    if (real.length < values.length) miss(`headers.${name}`);
    return [name, real];
  });
  return Object.fromEntries(entries.filter(([, values]) => values.length > 0));
}
