/** The subscription as the boxes of the picker: what is ticked, and what a tick makes of it. Pure. */
import { ACTIONS, type Action } from '../../../../../contracts/message';

/** Stands for all types, also those that come later. */
export const ALL_TYPES = '*';

interface Subscribed {
  type: string;
  action: Action;
}

/** Whether this very box is ticked; a type may be covered by `ALL_TYPES` as well. */
export function isTicked(events: readonly string[], type: string, action: Action): boolean {
  return parse(events).some((each) => each.type === type && each.action === action);
}

export function isCovered(events: readonly string[], type: string, action: Action): boolean {
  return isTicked(events, type, action) || isTicked(events, ALL_TYPES, action);
}

export function withTick(events: readonly string[], box: Subscribed, isOn: boolean): string[] {
  const others = parse(events).filter(
    ({ type, action }) => type !== box.type || action !== box.action
  );
  return write(isOn ? [...others, box] : others);
}

/** Types of the subscription, those included of which this Strapi knows nothing. */
export function typesOf(events: readonly string[], known: readonly string[]): string[] {
  const own = parse(events).map(({ type }) => type);
  return [...new Set([...known, ...own])].filter((type) => type !== ALL_TYPES);
}

function parse(events: readonly string[]): Subscribed[] {
  return events.flatMap((event) => {
    const [type, action] = split(event);
    return ACTIONS.filter((each) => action === '*' || action === each.toLowerCase()).map(
      (each) => ({ type, action: each })
    );
  });
}

function split(event: string): [type: string, action: string] {
  if (event === ALL_TYPES) return [ALL_TYPES, '*'];
  const dot = event.lastIndexOf('.');
  return [event.slice(0, dot), event.slice(dot + 1)];
}

/** As short as it can be said: `*` and `article.*` where both actions are meant. */
function write(subscribed: readonly Subscribed[]): string[] {
  const types = [...new Set(subscribed.map(({ type }) => type))];
  return types.flatMap((type) => {
    const actions = ACTIONS.filter((action) =>
      subscribed.some((each) => each.type === type && each.action === action)
    );
    if (actions.length < ACTIONS.length) {
      return actions.map((action) => `${type}.${action.toLowerCase()}`);
    }
    return [type === ALL_TYPES ? ALL_TYPES : `${type}.*`];
  });
}
