/** `article.deploy` ⇄ type and action. Pure. */
import { type Action } from './message';

export interface EventName {
  type: string;
  action: Action;
}

export function eventOf({ type, action }: EventName): string {
  return `${type}.${action.toLowerCase()}`;
}

/** @param event ends in `.deploy` or `.remove`; the type itself may contain dots */
export function parseEvent(event: string): EventName {
  const dot = event.lastIndexOf('.');
  return {
    type: event.slice(0, dot),
    action: event.slice(dot + 1) === 'remove' ? 'Remove' : 'Deploy',
  };
}
