/** What an editor should know about an entry at one destination, from the newest delivery. Pure. */
import { type EntryStatus, type ViewStatus } from '../../../contracts/status';

export type EntryState =
  /** The destination has what is published. */
  | 'live'
  /** The destination has been told that it is gone. */
  | 'removed'
  | 'pending'
  /** It waits until the destination takes messages again. */
  | 'held'
  | 'failed'
  /** It was not sent, and the destination does not have it. */
  | 'unsent';

export function entryStateOf({ status, action, destination, live }: ViewStatus): EntryState {
  switch (status) {
    case 'pending':
      return destination.suspended ? 'held' : 'pending';
    case 'delivering':
      return 'pending';
    case 'failed':
      return 'failed';
    case 'delivered':
      return action === 'Deploy' ? 'live' : 'removed';
    case 'skipped':
      return live?.action === 'Deploy' ? 'live' : 'unsent';
    case 'superseded':
    case 'canceled':
      return 'unsent';
    default:
      return status satisfies never;
  }
}

/** Something is on the way that will soon be there. */
export function isMoving({ planned, destinations }: EntryStatus): boolean {
  return !planned || destinations.some((each) => entryStateOf(each) === 'pending');
}
