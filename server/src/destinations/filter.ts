/** Which destinations a list shows. There are few of them, so they are filtered in memory. Pure. */
import { type DestinationQuery } from '../../../contracts/delivery-query';
import { type Destination } from '../../../contracts/destination';

export function matches(destination: Destination, query: DestinationQuery): boolean {
  const { name, enabled, suspended, active, events, space } = query;
  return (
    (name === undefined || destination.name.toLowerCase().includes(name.toLowerCase())) &&
    (enabled === undefined || destination.enabled === enabled) &&
    (suspended === undefined || destination.suspended === suspended) &&
    (active === undefined || destination.active === active) &&
    (events === undefined || events.every((event) => destination.events.includes(event))) &&
    (space === undefined || destination.space === space)
  );
}
