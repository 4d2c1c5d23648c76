/** Work that would send nothing is refused instead of ending without effect. A suspended destination takes it: it waits. */
import { type Destination } from '../../../contracts/destination';
import { ConflictError } from '../support/validation';

/** @throws ConflictError unless the destination is Active */
export function refuseInactive({ name, state }: Pick<Destination, 'name' | 'state'>): void {
  if (state === 'Active') return;
  throw new ConflictError(
    `Nothing is sent to the destination ${JSON.stringify(name)} while it is ${state}: activate it first, with {"enabled":true}.`
  );
}
