/** Who wants what: whether a destination receives a view. Pure. */
import { type Action } from '../../../contracts/message';
import { type DestinationRecord } from './record';

export interface ViewToMatch {
  type: string;
  /** Empty for content that is not localized. */
  locale: string;
  space: string;
  /** Aliases that the view schema names. */
  destinations: readonly string[];
}

type Subscriber = Pick<DestinationRecord, 'alias' | 'events' | 'locales' | 'space'>;

export function receives(subscriber: Subscriber, view: ViewToMatch, action: Action): boolean {
  if (subscriber.space !== view.space) return false;
  if (subscriber.locales.length > 0 && view.locale !== '') {
    if (!subscriber.locales.includes(view.locale)) return false;
  }
  if (subscriber.alias !== null && view.destinations.includes(subscriber.alias)) return true;
  return subscriber.events.some((event) => matchesEvent(event, view.type, action));
}

/** `*`, `<type>.*`, `<type>.deploy`, `<type>.remove`, `*.deploy`, `*.remove`; a type may contain dots. */
export function matchesEvent(event: string, type: string, action: Action): boolean {
  if (event === '*') return true;
  const dot = event.lastIndexOf('.');
  const wantedType = event.slice(0, dot);
  const wantedAction = event.slice(dot + 1);
  return (
    (wantedType === '*' || wantedType === type) &&
    (wantedAction === '*' || wantedAction === action.toLowerCase())
  );
}
