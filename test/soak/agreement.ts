/**
 * Compares, for every view, what is published with the ledger, and for every destination its receipts with what its
 * receiver knows. Pure.
 */
import { type Action } from '../../contracts/message';
import { type Picture, type ViewName } from './content';
import { type Known } from './receivers';

export interface LedgerView {
  name: ViewName;
  live: boolean;
  changedVersion: number;
}

export interface StoredReceipt {
  action: Action;
  version: number;
  uncertain: boolean;
}

export interface DestinationState {
  name: string;
  receipts: ReadonlyMap<ViewName, StoredReceipt>;
  known: ReadonlyMap<ViewName, Known>;
  /** Views whose newest delivery ended as failed: that they differ is visible. */
  failed: ReadonlySet<ViewName>;
}

/** @returns a sentence for each view that the ledger has otherwise than the content */
export function compareLedger(
  pictures: ReadonlyMap<ViewName, Picture>,
  ledger: readonly LedgerView[]
): string[] {
  const live = new Set(ledger.filter((view) => view.live).map(({ name }) => name));
  return [
    ...[...pictures.keys()]
      .filter((name) => !live.has(name))
      .map((name) => `${name}: published, and not live in the ledger`),
    ...[...live]
      .filter((name) => !pictures.has(name))
      .map((name) => `${name}: live in the ledger, and not published`),
  ];
}

/** @returns a sentence for each view about which the destination does not agree, failed ones left out */
export function compareDestination(
  pictures: ReadonlyMap<ViewName, Picture>,
  ledger: readonly LedgerView[],
  destination: DestinationState
): string[] {
  return ledger.flatMap((view) => {
    if (destination.failed.has(view.name)) return [];
    const receipt = destination.receipts.get(view.name) ?? null;
    const known = destination.known.get(view.name) ?? null;
    const picture = pictures.get(view.name) ?? null;
    return [receiptProblem(view, receipt), receiverProblem(receipt, known, picture)]
      .filter((problem) => problem !== null)
      .map((problem) => `${destination.name}: ${view.name}: ${problem}`);
  });
}

function receiptProblem(view: LedgerView, receipt: StoredReceipt | null): string | null {
  const wanted = view.live ? 'Deploy' : 'Remove';
  if (receipt === null) return view.live ? 'live, and never acknowledged' : null;
  if (receipt.action !== wanted) return `expected ${wanted}, the receipt says ${receipt.action}`;
  if (receipt.uncertain) return 'the receipt is uncertain';
  if (receipt.version >= view.changedVersion) return null;
  return `changed in version ${view.changedVersion}, acknowledged is ${receipt.version}`;
}

function receiverProblem(
  receipt: StoredReceipt | null,
  known: Known | null,
  picture: Picture | null
): string | null {
  if (known === null)
    return receipt === null ? null : 'acknowledged, and not known to the receiver';
  if (receipt === null) return `known to the receiver in version ${known.version}, without receipt`;
  if (known.action !== receipt.action || known.version !== receipt.version) {
    return `the receiver has ${known.action} ${known.version}, the receipt says ${receipt.action} ${receipt.version}`;
  }
  if (known.action === 'Deploy' && known.picture !== picture) {
    return `the receiver saw ${known.picture}, published is ${picture}`;
  }
  return null;
}
