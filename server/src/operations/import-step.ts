/** What becomes of one imported destination: made, changed, left as it is. Writes nothing. */
import {
  type ImportedDestination,
  type ImportOutcome,
} from '../../../contracts/destination-transfer';
import { changedFields, fieldsOfNew } from '../destinations/changes-to-record';
import { type Cipher } from '../destinations/cipher';
import { type Owner } from '../destinations/destinations';
import { createEncryptedFields } from '../destinations/encrypted-fields';
import { type InputChecks } from '../destinations/input-checks';
import { newRecord } from '../destinations/new-record';
import { type DestinationRecord } from '../destinations/record';
import { type Clock } from '../support/clock';
import { isSameJson } from '../support/same-json';
import { unmask } from './unmask';

export interface ImportStep {
  action: ImportOutcome['action'];
  /** Null for a new one. */
  before: DestinationRecord | null;
  after: DestinationRecord;
  notes: string[];
}

export interface ImportStepDeps {
  cipher: Cipher;
  checks: InputChecks;
  clock: Pick<Clock, 'now'>;
}

/** @param current null when there is none with that alias */
export type StepOf = (
  imported: ImportedDestination,
  current: DestinationRecord | null,
  owner: Owner | null
) => ImportStep;

export function createStepOf({ cipher, checks, clock }: ImportStepDeps): StepOf {
  const fields = createEncryptedFields(cipher, checks.url);

  function made(input: ImportedDestination, owner: Owner | null): DestinationRecord {
    const { url, urlCredentials } = fields.url(input.url, null);
    return newRecord(
      {
        ...fieldsOfNew({ ...input, url }),
        ...fields.accessKey(input.accessKey ?? null),
        alias: input.alias,
        url,
        urlCredentials,
        owner,
        source: 'api',
      },
      clock.now()
    );
  }

  function changed(
    { alias: _fixed, url, accessKey, ...plain }: ImportedDestination,
    current: DestinationRecord
  ): DestinationRecord {
    // The failure handling of the other environment takes the place of this one's.
    const removeFailureHandling = plain.failureHandling !== undefined;
    return {
      ...current,
      ...changedFields(current, { ...plain, removeFailureHandling }),
      ...fields.url(url, current.urlCredentials),
      ...(accessKey === undefined ? {} : fields.accessKey(accessKey)),
      version: current.version + 1,
      updatedAt: clock.now(),
    };
  }

  /** Encrypted anew, the same text looks different. */
  function comparable({ version: _, updatedAt: __, ...record }: DestinationRecord): object {
    const decrypt = (text: string | null): string | null => text && cipher.decrypt(text);
    return {
      ...record,
      accessKey: decrypt(record.accessKey),
      urlCredentials: decrypt(record.urlCredentials),
    };
  }

  return (imported, current, owner) => {
    if (current?.source === 'config') {
      const note = 'It is declared in config/plugins here, and changed only there.';
      return { action: 'skipped', before: current, after: current, notes: [note] };
    }
    const { input, notes } = unmask(imported, current);
    if (current === null) {
      return { action: 'created', before: null, after: made(input, owner), notes };
    }
    const after = changed(input, current);
    const isSame = isSameJson(comparable(current), comparable(after));
    return isSame
      ? { action: 'unchanged', before: current, after: current, notes }
      : { action: 'updated', before: current, after, notes };
  };
}
