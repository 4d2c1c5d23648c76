/**
 * Writes what became of attempts, many in one transaction. Every delivery is changed only while its lease is
 * still the worker's own; the answer of a worker that lost its lease goes into the history and changes nothing else.
 * Nearly always all were delivered and no lease was lost: that is written at once, and what it changed tells whether
 * it was so.
 */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { type Recorded, type RecordEndings } from '../destinations/suspension-record';
import { type Ending } from '../destinations/suspension-streak';
import { type FailedDelivery } from '../planning/failed-delivery';
import { changeDeliveries } from './change-deliveries';
import { type Row } from './delivery-row';
import { unwrittenAttempts, writeAttempts } from './attempts';
import { createKeepCommonHeaders, type HeadersIdOf } from './common-headers';
import { endOwnLeases } from './leases';
import { createWriteOutcomes, overtakenIn } from './outcomes';
import { doubtReceipts, writeReceipts } from './receipt-writes';
import { type Attempted, type Declined, type Released, type Settlement } from './settlement';
import { writeStatistics } from './statistics';
import { nextInLine, promote, parkedOf } from './siblings';

/** What people and other plugins should hear of, once it is committed. */
export interface News extends Pick<Recorded, 'changes'> {
  /** Those that return to waiting because their destination was suspended are not among them. */
  failed: FailedDelivery[];
}

export interface Settled extends News {
  /** Destinations whose failures are to return to waiting. */
  awaitingProbe: string[];
  /** Something waits again, or may go now. */
  hasMore: boolean;
}

export type Settle = (settlements: readonly Settlement[]) => Promise<Settled>;

/** Not every lease was still the worker's own; nothing of what was written may stay. */
class LeaseLost extends Error {}

const NONE: ReadonlySet<string> = new Set();

export function createSettle(database: Database, recordEndings: RecordEndings): Settle {
  const writeOutcomes = createWriteOutcomes(database);
  const keepCommonHeaders = createKeepCommonHeaders(database);

  /** Of the claimed deliveries, those whose lease is still theirs. Locks them, so that nobody plans by what was. */
  async function stillOwned(
    settlements: readonly Settlement[],
    trx: Knex.Transaction
  ): Promise<Settlement[]> {
    const id = `${TABLES.deliveries}.id`;
    const leased = database
      .from(TABLES.deliveries, trx)
      .join(TABLES.leases, `${TABLES.leases}.delivery_id`, id)
      .select('id', 'token');
    const ids = settlements.map(({ delivery }) => delivery.id);
    const rows: Row[] = await database.lock(database.amongUuids(leased, id, ids).orderBy('id'));
    const tokens = new Map(rows.map((row) => [String(row.id), String(row.token)]));
    return settlements.filter(({ delivery }) => tokens.get(delivery.id) === delivery.leaseToken);
  }

  async function release(released: readonly Released[], trx: Knex.Transaction): Promise<void> {
    for (const delayMs of new Set(released.map((settlement) => settlement.delayMs))) {
      const group = released.filter((settlement) => settlement.delayMs === delayMs);
      const values = { lease_token: null, due_at: database.now(delayMs) };
      await changeDeliveries(database, group.map(toId), values, trx);
    }
  }

  async function decline(declined: readonly Declined[], trx: Knex.Transaction): Promise<void> {
    for (const reason of new Set(declined.map((settlement) => settlement.reason))) {
      const group = declined.filter((settlement) => settlement.reason === reason);
      const values = {
        status: 'skipped',
        reason,
        lease_token: null,
        due_at: null,
        settled_at: database.now(),
      };
      await changeDeliveries(database, group.map(toId), values, trx);
    }
  }

  /** Of what is no longer ours: what came in late, and not what an earlier try has stored without our knowing. */
  async function unwritten(
    attempted: readonly Attempted[],
    owned: readonly Settlement[],
    trx: Knex.Transaction
  ): Promise<Attempted[]> {
    const known = new Set(owned);
    const late = attempted.filter((settlement) => !known.has(settlement));
    return late.length > 0 ? unwrittenAttempts(database, late, trx) : [];
  }

  /** @param owned those whose lease is still the worker's own */
  async function write(
    settlements: readonly Settlement[],
    owned: readonly Settlement[],
    { headersIdOf, trx }: { headersIdOf: HeadersIdOf; trx: Knex.Transaction }
  ): Promise<Settled> {
    const attempted = owned.filter((settlement) => settlement.kind === 'attempted');
    const declined = owned.filter((settlement) => settlement.kind === 'declined');
    const [delivered, others] = partition(attempted, isDelivered);
    await writeOutcomes(delivered, NONE, trx);
    if ((await endOwnLeases(database, owned.map(toDelivery), trx)) < owned.length) {
      throw new LeaseLost();
    }
    // Only now that their rows are locked nothing is planned behind them that we would not see.
    const viewIds = [...attempted, ...declined].flatMap(({ delivery }) => delivery.viewId ?? []);
    const lines = await parkedOf(database, viewIds, trx);
    const overtaken = overtakenIn(others, lines);
    const waitsAgain = ({ delivery, verdict }: Attempted) =>
      verdict.kind === 'retry' && !overtaken.has(delivery.id);

    await writeOutcomes(others, overtaken, trx);
    const released = owned.filter((settlement) => settlement.kind === 'released');
    await release(released, trx);
    await decline(declined, trx);
    const made = settlements.filter((settlement) => settlement.kind === 'attempted');
    const late = await unwritten(made, owned, trx);
    await writeAttempts(database, [...attempted, ...late], { headersIdOf, trx });
    await writeStatistics(database, attempted, trx);
    await writeReceipts(database, delivered.map(toDelivery), trx);
    await doubtReceipts(database, others.map(toDelivery), trx);
    const ended = attempted.filter((settlement) => !waitsAgain(settlement));
    const finished = [...ended, ...declined].map(({ delivery }) => delivery);
    const next = nextInLine(finished, lines);
    await promote(database, next, trx);

    const { changes, awaitingProbe } = await recordEndings(attempted.flatMap(toEnding), trx);
    const failed = attempted.flatMap((settlement) => toFailed(settlement, awaitingProbe));
    const waitAgain = released.length + attempted.length - ended.length;
    const hasMore = waitAgain + next.length > 0;
    return { changes, failed, awaitingProbe: [...awaitingProbe], hasMore };
  }

  return async (settlements) => {
    const headersIdOf = await keepCommonHeaders(settlements);
    // The write of what was delivered locks it; the rest has to be locked before it is decided.
    if (settlements.every(isDelivered)) {
      try {
        return await database.transaction((trx) =>
          write(settlements, settlements, { headersIdOf, trx })
        );
      } catch (error) {
        if (!(error instanceof LeaseLost)) throw error;
      }
    }
    return database.transaction(async (trx) =>
      write(settlements, await stillOwned(settlements, trx), { headersIdOf, trx })
    );
  };
}

function isDelivered(settlement: Settlement): boolean {
  return settlement.kind === 'attempted' && settlement.verdict.kind === 'delivered';
}

function toId({ delivery }: Settlement): string {
  return delivery.id;
}

function toDelivery({ delivery }: Settlement): Settlement['delivery'] {
  return delivery;
}

/** A retry ends nothing, and a test says nothing about how the destination is doing. */
function toEnding({ delivery, verdict }: Attempted): Ending[] {
  if (delivery.test || verdict.kind === 'retry') return [];
  const { id: deliveryId, destinationId, viewId } = delivery;
  const fault = verdict.kind === 'failed' ? verdict.fault : null;
  return [{ destinationId, deliveryId, viewId, fault }];
}

/** @param awaitingProbe destinations whose failures return to waiting */
function toFailed(
  { delivery, attempt, verdict }: Attempted,
  awaitingProbe: ReadonlySet<string>
): FailedDelivery[] {
  if (verdict.kind !== 'failed' || delivery.test) return [];
  if (verdict.fault === 'outage' && awaitingProbe.has(delivery.destinationId)) return [];
  const { id, destinationId, type, action, originId, version } = delivery;
  return [
    {
      ...{ id, destinationId, type, action, originId, version },
      reason: verdict.reason,
      attempts: attempt.number,
      httpStatus: attempt.httpStatus,
      durationMs: attempt.durationMs,
      error: attempt.error?.message ?? null,
    },
  ];
}

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): [T[], T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}
