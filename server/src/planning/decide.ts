/** What the outside world must be told of a view, from the state of the content. Pure. */
import { type Action } from '../../../contracts/message';

export interface ViewState {
  /** The entry is live now. */
  isLive: boolean;
  /** The ledger says that the view is live; null when it does not know the view. */
  ledgerLive: boolean | null;
  /** The entry was seen live just before the write. */
  wasLive: boolean;
}

/** @returns null when there is nothing to tell */
export function decideAction({ isLive, ledgerLive, wasLive }: ViewState): Action | null {
  if (isLive) return 'Deploy';
  const wasKnownOutside = ledgerLive ?? wasLive;
  return wasKnownOutside ? 'Remove' : null;
}
