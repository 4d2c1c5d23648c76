/** View types that a subscription would add although the one who asks may not read their content. Pure. */
import { ACTIONS } from '../../../contracts/message';
import { type MayRead, type Subscription } from '../destinations/destinations';
import { matchesEvent } from '../destinations/subscription';
import { type ViewSchema } from '../views/schemas';

type Schema = Pick<ViewSchema, 'type' | 'triggers' | 'destinations'>;

/** @param before null for a new destination */
export function unreadableTypes(
  schemas: readonly Schema[],
  before: Subscription | null,
  after: Subscription,
  mayRead: MayRead
): string[] {
  return schemas
    .filter((schema) => wants(after, schema) && !(before && wants(before, schema)))
    .filter(({ triggers }) => !triggers.every(mayRead))
    .map(({ type }) => type);
}

function wants({ alias, events }: Subscription, { type, destinations }: Schema): boolean {
  if (alias !== null && destinations.includes(alias)) return true;
  return events.some((event) => ACTIONS.some((action) => matchesEvent(event, type, action)));
}
