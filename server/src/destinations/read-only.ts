/** Destinations that config/plugins declares are changed there: a change by another way would not outlive a restart. */
import { ConflictError } from '../support/validation';
import { type DestinationRecord } from './record';

/**
 * A conflict with what the destination is, not a missing right: nobody's permission would help.
 * @throws ConflictError
 */
export function refuseConfigured(record: DestinationRecord): DestinationRecord {
  if (record.source !== 'config') return record;
  throw new ConflictError(
    `The destination ${JSON.stringify(record.name)} is declared in config/plugins, "destinations.config.destinations", with the alias ${JSON.stringify(record.alias)}, and can be changed only there. It can still be suspended, tested, redeployed and reconciled.`,
    { source: record.source }
  );
}
