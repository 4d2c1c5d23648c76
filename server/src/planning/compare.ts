/** How what a destination last acknowledged of a view compares with the view. Pure. */
import { type ReconcileCounts } from '../../../contracts/job';
import { type Action } from '../../../contracts/message';
import { type LedgerRow } from '../views/ledger';

export interface Acknowledged {
  action: Action;
  version: number;
  uncertain: boolean;
}

export interface Comparison {
  view: Pick<LedgerRow, 'live' | 'changedVersion'>;
  /** The destination receives views like this one. */
  isSubscribed: boolean;
  receipt: Acknowledged | null;
  /** A delivery of the view to the destination is unfinished. */
  isPending: boolean;
  /** The last finished delivery of the view to the destination failed. */
  hasFailed: boolean;
}

/** @returns null when the view does not concern the destination */
export function compare(comparison: Comparison): keyof ReconcileCounts | null {
  const { view, isSubscribed, receipt, isPending, hasFailed } = comparison;
  const isThere = receipt !== null && receipt.action === 'Deploy';

  if (isPending && (isSubscribed || isThere)) return 'pending';
  if (!isSubscribed) return isThere ? 'unsubscribed' : null;
  if (isInSync(view, receipt)) return view.live ? 'inSync' : null;
  if (hasFailed) return 'failed';
  return isThere || !view.live ? 'stale' : 'missing';
}

function isInSync(view: Comparison['view'], receipt: Acknowledged | null): boolean {
  if (receipt === null) return !view.live;
  if (receipt.uncertain) return false;
  return view.live
    ? receipt.action === 'Deploy' && receipt.version >= view.changedVersion
    : receipt.action === 'Remove';
}
