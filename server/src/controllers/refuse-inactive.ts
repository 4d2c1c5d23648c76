/** Work that would send nothing is refused instead of ending without effect. */
import { type Destination } from '../../../contracts/destination';
import { ConflictError } from '../support/validation';

export function refuseInactive(destination: Destination): Destination {
  if (destination.enabled) return destination;
  throw new ConflictError(
    `The destination "${destination.name}" is Inactive, so nothing would be sent. Activate it with PATCH {"enabled":true} first.`
  );
}
