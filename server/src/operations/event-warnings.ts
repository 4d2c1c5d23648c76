/** What an operator should know about a subscription that is accepted nevertheless. Pure. */
import { parseEvent } from '../../../contracts/event-name';

/** A type that does not exist yet may come with the next deployment, so it is no mistake. */
export function eventWarnings(events: readonly string[], types: readonly string[]): string[] {
  const known = new Set(['*', ...types]);
  const isUnknown = (event: string): boolean => event !== '*' && !known.has(parseEvent(event).type);
  return events
    .filter(isUnknown)
    .map(
      (event) =>
        `${JSON.stringify(event)} matches nothing at present: there is no view type ${JSON.stringify(parseEvent(event).type)}.`
    );
}
