/**
 * Counts how deliveries ended and suspends or unsuspends their destinations, in the transaction of the settlement.
 * The rows of the destinations are locked, so two instances that settle at once count one after the other.
 * A destination that is well costs one look at its key for the whole batch.
 */
import { type Knex } from 'knex';

import { type SuspendedReason } from '../../../contracts/destination';
import { type FailureHandling, resolveFailureHandling } from '../../../contracts/failure-handling';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import {
  type Ending,
  rule,
  type Ruling,
  type Standing,
  type StreakChange,
  streakChanges,
} from './suspension-streak';

export type StandingChange =
  | { kind: 'suspended'; destinationId: string; reason: SuspendedReason; failures: number }
  | { kind: 'recovered'; destinationId: string };

export interface Recorded {
  changes: StandingChange[];
  /** Of the destinations concerned, those that are now suspended because of failures. */
  awaitingProbe: ReadonlySet<string>;
}

export type RecordEndings = (
  endings: readonly Ending[],
  trx: Knex.Transaction
) => Promise<Recorded>;

export interface RecordEndingsDeps {
  database: Database;
  /** In the same transaction: tells all instances. */
  raiseRevision(trx: Knex.Transaction): Promise<void>;
}

interface Locked extends Standing {
  id: string;
  failureHandling: FailureHandling;
}

type Row = Record<string, string | number | null>;

export function createRecordEndings({ database, raiseRevision }: RecordEndingsDeps): RecordEndings {
  const destinations = (trx: Knex.Transaction) => database.from(TABLES.destinations, trx);
  const streaks = (trx: Knex.Transaction) => database.from(TABLES.streaks, trx);

  /** A success changes something only where there is a streak or a suspension to end. */
  async function idsToChange(
    changes: ReadonlyMap<string, StreakChange>,
    trx: Knex.Transaction
  ): Promise<string[]> {
    const all = [...changes.keys()];
    const failing = all.filter((id) => (changes.get(id)?.failures.length ?? 0) > 0);
    const well = all.filter((id) => !failing.includes(id));
    if (well.length === 0) return failing;
    const rows: { id: string }[] = await destinations(trx)
      .select('id')
      .whereIn('id', well)
      .whereRaw('(failure_streak > 0 OR suspended_reason = ?)', ['failures']);
    return [...failing, ...rows.map(({ id }) => id)];
  }

  async function lockRows(ids: readonly string[], trx: Knex.Transaction): Promise<Locked[]> {
    const rows: Row[] = await database.lock(
      destinations(trx)
        .select('id', 'failure_streak', 'suspended_reason', 'failure_handling')
        .whereIn('id', [...ids])
        .orderBy('id')
    );
    return rows.map((row) => ({
      id: String(row.id),
      streak: Number(row.failure_streak),
      suspendedReason: row.suspended_reason as SuspendedReason | null,
      failureHandling: resolveFailureHandling(JSON.parse(String(row.failure_handling))),
    }));
  }

  /** @returns failures in a row, by destination */
  async function count(
    locked: readonly Locked[],
    changes: ReadonlyMap<string, StreakChange>,
    trx: Knex.Transaction
  ): Promise<Map<string, number>> {
    const remembered = locked.flatMap((destination) =>
      toRemember(destination, changes.get(destination.id)).map(({ key, deliveryId, fault }) => ({
        destination_id: destination.id,
        key,
        delivery_id: deliveryId,
        fault,
      }))
    );
    for (let start = 0; start < remembered.length; start += database.capabilities.rowsPerInsert) {
      await streaks(trx)
        .insert(remembered.slice(start, start + database.capabilities.rowsPerInsert))
        .onConflict(['destination_id', 'key'])
        .ignore();
    }
    const rows: Row[] = await streaks(trx)
      .select('destination_id')
      .count({ failures: '*' })
      .whereIn(
        'destination_id',
        locked.map(({ id }) => id)
      )
      .groupBy('destination_id');
    return new Map(rows.map((row) => [String(row.destination_id), Number(row.failures)]));
  }

  async function store(id: string, ruling: Ruling, probeSeconds: number, trx: Knex.Transaction) {
    const { streak, suspendedReason, isSuspended, isRecovered } = ruling;
    const now = database.capabilities.nowSql;
    await destinations(trx)
      .where({ id })
      .update({
        failure_streak: streak,
        ...(isRecovered ? { suspended_at: null, suspended_reason: null, next_probe_at: null } : {}),
        ...(isSuspended
          ? {
              suspended_at: database.raw(isRecovered ? now : `COALESCE(suspended_at, ${now})`),
              suspended_reason: suspendedReason,
              next_probe_at:
                suspendedReason === 'failures' ? database.now(probeSeconds * 1_000) : null,
            }
          : {}),
      });
  }

  return async (endings, trx) => {
    const changes = streakChanges(endings);
    const ids = changes.size > 0 ? await idsToChange(changes, trx) : [];
    if (ids.length === 0) return { changes: [], awaitingProbe: new Set() };

    const locked = await lockRows(ids, trx);
    const ended = locked.map(({ id }) => id).filter((id) => changes.get(id)?.hasSuccess);
    if (ended.length > 0) await streaks(trx).whereIn('destination_id', ended).delete();
    const counted = await count(locked, changes, trx);

    const awaitingProbe = new Set<string>();
    const made: StandingChange[] = [];
    for (const before of locked) {
      const change = changes.get(before.id);
      if (!change) continue;
      const { suspend, probeSeconds } = before.failureHandling;
      const streak = suspend
        ? (counted.get(before.id) ?? 0)
        : change.failures.length + (change.hasSuccess ? 0 : before.streak);
      const ruling = rule(before, change, streak, before.failureHandling);
      await store(before.id, ruling, probeSeconds, trx);
      if (ruling.suspendedReason === 'failures') awaitingProbe.add(before.id);
      made.push(...changesMade(before.id, ruling));
    }
    if (made.length > 0) await raiseRevision(trx);
    return { changes: made, awaitingProbe };
  };
}

/**
 * Failures are remembered one by one only while they can lead to a suspension, or come in late from requests that
 * were under way when it began: that bounds their number, and they are what returns to waiting.
 */
function toRemember(
  { failureHandling, suspendedReason }: Locked,
  change: StreakChange | undefined
): StreakChange['failures'] {
  if (!change || !failureHandling.suspend) return [];
  const isOpen = suspendedReason === null || (suspendedReason === 'failures' && change.hasSuccess);
  if (isOpen) return change.failures;
  if (suspendedReason !== 'failures') return [];
  return change.failures.filter(({ fault }) => fault === 'outage');
}

function changesMade(destinationId: string, ruling: Ruling): StandingChange[] {
  const made: StandingChange[] = [];
  if (ruling.isRecovered) made.push({ kind: 'recovered', destinationId });
  if (ruling.isSuspended && ruling.suspendedReason !== null) {
    const { suspendedReason: reason, streak: failures } = ruling;
    made.push({ kind: 'suspended', destinationId, reason, failures });
  }
  return made;
}
