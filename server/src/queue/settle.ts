/**
 * Writes what became of attempts, many in one transaction. Every delivery is changed only while its lease is
 * still the worker's own; the answer of a worker that lost its lease goes into the history and changes nothing else.
 */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { unreachable } from '../support/never';
import { type ClaimedDelivery } from './claim';
import { type QueuedDelivery, type Row } from './delivery-row';
import { lineOf, promote, unfinishedOf } from './siblings';

/** What an attempt was like, for the history. */
export interface AttemptToRecord {
  number: number;
  startedAt: number;
  durationMs: number;
  httpStatus: number | null;
  error: { code: string; message: string } | null;
  requestHeaders: Record<string, string[]>;
  responseHeaders: Record<string, string[]>;
  responseBody: string | null;
}

export type Verdict =
  | { kind: 'delivered' }
  | { kind: 'retry'; delayMs: number }
  | { kind: 'failed'; reason: string; divert: boolean };

/** `attempted`: a request was made. `released`: it was not; anybody may take the delivery again after the delay. */
export type Settlement =
  | {
      kind: 'attempted';
      delivery: ClaimedDelivery;
      /** Later versions of the view replace this one when it is to be retried. */
      coalesce: boolean;
      attempt: AttemptToRecord;
      verdict: Verdict;
    }
  | { kind: 'released'; delivery: ClaimedDelivery; delayMs: number };

export type Settle = (settlements: readonly Settlement[]) => Promise<void>;

type Attempted = Extract<Settlement, { kind: 'attempted' }>;

export function createSettle(database: Database): Settle {
  const deliveries = (trx: Knex.Transaction) => database.from(TABLES.deliveries, trx);

  /** Of the claimed deliveries, those whose lease is still theirs. */
  async function stillOwned(
    settlements: readonly Settlement[],
    trx: Knex.Transaction
  ): Promise<Set<string>> {
    const rows: Row[] = await database.lock(
      deliveries(trx)
        .select('id', 'lease_token')
        .whereIn(
          'id',
          settlements.map(({ delivery }) => delivery.id)
        )
        .where('status', 'delivering')
        .orderBy('id')
    );
    const tokens = new Map(rows.map((row) => [String(row.id), String(row.lease_token)]));
    const owned = settlements.filter(
      ({ delivery }) => tokens.get(delivery.id) === delivery.leaseToken
    );
    return new Set(owned.map(({ delivery }) => delivery.id));
  }

  async function finish(
    group: readonly Attempted[],
    change: Record<string, unknown>,
    trx: Knex.Transaction
  ): Promise<void> {
    await deliveries(trx)
      .whereIn(
        'id',
        group.map(({ delivery }) => delivery.id)
      )
      .update({
        lease_token: null,
        due_at: null,
        lost_claims: 0,
        manual: false,
        attempt_count: database.raw('attempt_count + 1'),
        http_status: group[0].attempt.httpStatus,
        ...change,
      });
  }

  async function writeReceipts(
    delivered: readonly Attempted[],
    trx: Knex.Transaction
  ): Promise<void> {
    const rows = delivered.flatMap(({ delivery }) =>
      delivery.viewId === null
        ? []
        : [
            {
              destination_id: delivery.destinationId,
              view_id: delivery.viewId,
              action: delivery.action,
              version: delivery.version,
              delivered_at: database.now(),
            },
          ]
    );
    await database.upsertAll(TABLES.receipts, rows, {
      key: ['destination_id', 'view_id'],
      merge: ['action', 'version', 'delivered_at'],
      trx,
    });
  }

  async function writeOutcomes(
    attempted: readonly Attempted[],
    overtaken: ReadonlySet<string>,
    trx: Knex.Transaction
  ): Promise<void> {
    const settledAt = database.now();
    for (const group of groupBy(attempted, (settlement) => outcomeKey(settlement, overtaken))) {
      const { verdict, delivery } = group[0];
      switch (verdict.kind) {
        case 'delivered':
          await finish(group, { status: 'delivered', reason: null, settled_at: settledAt }, trx);
          await writeReceipts(group, trx);
          break;
        case 'retry':
          await finish(
            group,
            overtaken.has(delivery.id)
              ? { status: 'superseded', reason: 'newer_version', settled_at: settledAt }
              : { status: 'pending', due_at: nextAttempts(group) },
            trx
          );
          break;
        case 'failed':
          await finish(
            group,
            {
              status: 'failed',
              reason: verdict.reason,
              diverted: verdict.divert,
              settled_at: settledAt,
            },
            trx
          );
          break;
        default:
          unreachable(verdict);
      }
    }
  }

  /** Each delivery has its own time, all of them one statement. */
  function nextAttempts(group: readonly Attempted[]): Knex.Raw {
    const cases = group.map(() => 'WHEN ? THEN CAST(? AS DECIMAL(20))').join(' ');
    const bindings = group.flatMap(({ delivery, verdict }) => [
      delivery.id,
      verdict.kind === 'retry' ? Math.round(verdict.delayMs) : 0,
    ]);
    return database.raw(`${database.capabilities.nowSql} + CASE id ${cases} ELSE 0 END`, bindings);
  }

  async function release(
    released: readonly Extract<Settlement, { kind: 'released' }>[],
    trx: Knex.Transaction
  ): Promise<void> {
    for (const group of groupBy(released, ({ delayMs }) => String(delayMs))) {
      await deliveries(trx)
        .whereIn(
          'id',
          group.map(({ delivery }) => delivery.id)
        )
        .update({
          status: 'pending',
          lease_token: null,
          lost_claims: 0,
          due_at: database.now(group[0].delayMs),
        });
    }
  }

  async function writeAttempts(
    attempted: readonly Attempted[],
    trx: Knex.Transaction
  ): Promise<void> {
    const rows = attempted.map(({ delivery, attempt }) => ({
      delivery_id: delivery.id,
      number: attempt.number,
      started_at: attempt.startedAt,
      duration_ms: Math.round(attempt.durationMs),
      http_status: attempt.httpStatus,
      error_code: attempt.error?.code ?? null,
      error_message: attempt.error?.message ?? null,
      request_headers: JSON.stringify(attempt.requestHeaders),
      response_headers: JSON.stringify(attempt.responseHeaders),
      response_body: attempt.responseBody,
      manual: delivery.manual,
    }));
    await database.insertAll(TABLES.attempts, rows, trx);
  }

  return (settlements) =>
    database.transaction(async (trx) => {
      const owned = await stillOwned(settlements, trx);
      const current = settlements.filter(({ delivery }) => owned.has(delivery.id));
      const attempted = current.filter((settlement) => settlement.kind === 'attempted');
      const viewIds = attempted.flatMap(({ delivery }) => delivery.viewId ?? []);
      const lines = await unfinishedOf(database, viewIds, trx);

      await writeOutcomes(attempted, overtakenIn(attempted, lines), trx);
      await release(
        current.filter((settlement) => settlement.kind === 'released'),
        trx
      );
      await writeAttempts(
        settlements.filter((settlement) => settlement.kind === 'attempted'),
        trx
      );
      await promote(database, nextInLine(attempted, lines), trx);
    });
}

/** Deliveries that would be tried again although a newer version of their view is waiting. */
function overtakenIn(
  attempted: readonly Attempted[],
  lines: ReadonlyMap<string, QueuedDelivery[]>
): Set<string> {
  const overtaken = attempted.filter(
    ({ delivery, coalesce, verdict }) =>
      verdict.kind === 'retry' && coalesce && behind(delivery, lines).length > 0
  );
  return new Set(overtaken.map(({ delivery }) => delivery.id));
}

/** What may go now that the one before it is finished. */
function nextInLine(
  attempted: readonly Attempted[],
  lines: ReadonlyMap<string, QueuedDelivery[]>
): string[] {
  return attempted.flatMap(({ delivery, verdict, coalesce }) => {
    const waiting = behind(delivery, lines);
    const isFinished = verdict.kind !== 'retry' || coalesce;
    return isFinished && waiting.length > 0 ? [waiting[0].id] : [];
  });
}

function behind(
  delivery: QueuedDelivery,
  lines: ReadonlyMap<string, QueuedDelivery[]>
): QueuedDelivery[] {
  return (lines.get(lineOf(delivery)) ?? []).filter(({ id }) => id !== delivery.id);
}

/** Deliveries with the same key are changed by the same statement. */
function outcomeKey(
  { verdict, attempt, delivery }: Attempted,
  overtaken: ReadonlySet<string>
): string {
  const reason = verdict.kind === 'failed' ? `${verdict.reason} ${verdict.divert}` : '';
  return [verdict.kind, reason, attempt.httpStatus, overtaken.has(delivery.id)].join(' ');
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}
