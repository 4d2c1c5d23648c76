/** Compares what config/plugins declares with what is stored. Pure. */
import { type ConfiguredDestination } from '../../../contracts/configured-destination';
import { isSameJson } from '../support/same-json';
import { fieldsOfNew, type PlainFields } from './changes-to-record';
import { type DestinationRecord } from './record';
import { splitUrl } from './url';

/** What is encrypted, decrypted; a part that cannot be is null, and so differs from what was declared. */
export interface Readable {
  credentials: string | null;
  accessKey: string | null;
  secrets: readonly (string | null)[];
}

export interface StoredDestination {
  record: DestinationRecord;
  readable: Readable;
}

export interface ConfiguredChanges {
  create: ConfiguredDestination[];
  update: { current: DestinationRecord; wanted: ConfiguredDestination }[];
  remove: DestinationRecord[];
  /** Their alias belongs to a destination that was made otherwise. */
  taken: ConfiguredDestination[];
}

export function configuredChanges(
  wanted: readonly ConfiguredDestination[],
  stored: readonly StoredDestination[]
): ConfiguredChanges {
  const byAlias = new Map(stored.map((each) => [each.record.alias, each]));
  const wantedAliases = new Set<string | null>(wanted.map(({ alias }) => alias));
  const changes: ConfiguredChanges = { create: [], update: [], remove: [], taken: [] };

  for (const each of wanted) {
    const current = byAlias.get(each.alias);
    if (!current) changes.create.push(each);
    else if (current.record.source !== 'config') changes.taken.push(each);
    else if (!isAsDeclared(current, each)) {
      changes.update.push({ current: current.record, wanted: each });
    }
  }
  for (const { record } of stored) {
    if (record.source === 'config' && !wantedAliases.has(record.alias)) changes.remove.push(record);
  }
  return changes;
}

export function secretsOf({ secret = [] }: ConfiguredDestination): string[] {
  return typeof secret === 'string' ? [secret] : secret;
}

function isAsDeclared({ record, readable }: StoredDestination, wanted: ConfiguredDestination) {
  const split = splitUrl(wanted.url);
  const plain = fieldsOfNew({ ...wanted, url: split?.url ?? wanted.url });
  return (
    isSameJson(plain, pick(record, plain)) &&
    record.url === split?.url &&
    readable.credentials === split.credentials &&
    readable.accessKey === (wanted.accessKey ?? null) &&
    isSameJson(readable.secrets, secretsOf(wanted))
  );
}

function pick(record: DestinationRecord, like: PlainFields): Partial<PlainFields> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => Object.hasOwn(like, name)));
}
