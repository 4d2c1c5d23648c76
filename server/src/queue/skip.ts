/** Why a planned delivery need not be sent. Pure. */
import { type PlannedDelivery } from '../planning/planned-delivery';
import { type InLine } from './delivery-row';
import { type Receipt } from './receipts';

export interface SkipQuestion {
  delivery: PlannedDelivery;
  /** Unfinished deliveries of the same view to the same destination, oldest first. */
  ahead: readonly InLine[];
  /** What the destination last acknowledged of the view. */
  receipt: Receipt | null;
}

/** @returns null when it must be sent; a Remove always is */
export function skipReason({ delivery, ahead, receipt }: SkipQuestion): string | null {
  const { destination, action, force } = delivery;
  if (action === 'Remove' || force) return null;

  if (destination.skipUnchanged && ahead.length === 0 && isUpToDate(delivery, receipt)) {
    return 'unchanged';
  }
  const told = ahead.length > 0 ? ahead[ahead.length - 1].action : (receipt?.action ?? 'Remove');
  if (!destination.notifyEveryChange && told === 'Deploy') return 'update';
  return null;
}

/** No version since the acknowledged one differed, and no attempt was started since. */
function isUpToDate({ changedVersion }: PlannedDelivery, receipt: Receipt | null): boolean {
  return (
    receipt !== null &&
    receipt.action === 'Deploy' &&
    !receipt.uncertain &&
    changedVersion <= receipt.version
  );
}
