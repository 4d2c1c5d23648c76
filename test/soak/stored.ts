/** What the plugin's tables say, read beside it. */
import { type Knex } from 'knex';

import { type Action } from '../../contracts/message';
import { type LedgerView, type StoredReceipt } from './agreement';
import { viewName, type ViewName } from './content';
import { type Arrival, type StartOf } from './order';

type Row = Record<string, string | number | boolean | null>;

/** A hint lies minutes ahead, and the lease of a planner is one minute. */
const HINT_MS = 90_000;

export async function readLedger(knex: Knex): Promise<LedgerView[]> {
  const rows: Row[] = await knex('destinations_views');
  return rows.map((row) => ({
    name: viewName(String(row.type), String(row.origin_id)),
    live: Boolean(row.live),
    changedVersion: Number(row.changed_version),
  }));
}

export async function readReceipts(
  knex: Knex,
  destinationId: string
): Promise<Map<ViewName, StoredReceipt>> {
  const rows: Row[] = await knex('destinations_receipts as r')
    .join('destinations_views as v', 'v.id', 'r.view_id')
    .where('r.destination_id', destinationId)
    .select('v.type', 'v.origin_id', 'r.action', 'r.version', 'r.uncertain');
  return new Map(
    rows.map((row) => [
      viewName(String(row.type), String(row.origin_id)),
      {
        action: String(row.action) as Action,
        version: Number(row.version),
        uncertain: Boolean(row.uncertain),
      },
    ])
  );
}

/** Views whose newest delivery to the destination failed. */
export async function readFailed(knex: Knex, destinationId: string): Promise<Set<ViewName>> {
  const { rows }: { rows: Row[] } = await knex.raw(
    `select distinct on (view_id) type, origin_id, status from destinations_deliveries
      where destination_id = ? order by view_id, version desc, id desc`,
    [destinationId]
  );
  const failed = rows.filter(({ status }) => status === 'failed');
  return new Set(failed.map((row) => viewName(String(row.type), String(row.origin_id))));
}

export async function countDeliveries(knex: Knex): Promise<Record<string, number>> {
  const rows: Row[] = await knex('destinations_deliveries')
    .select('status')
    .count({ n: '*' })
    .groupBy('status');
  return Object.fromEntries(rows.map(({ status, n }) => [String(status), Number(n)]));
}

/** What is still to be done. Hints count once they are due at all. */
export async function countUnfinished(knex: Knex): Promise<Record<string, number>> {
  const counted = async (query: Knex.QueryBuilder): Promise<number> => {
    const [{ n }]: { n: string }[] = await query.count({ n: '*' });
    return Number(n);
  };
  return {
    changes: await counted(knex('destinations_changes')),
    fanouts: await counted(knex('destinations_fanouts').whereNotNull('due_at')),
    jobs: await counted(knex('destinations_jobs').whereNotNull('due_at')),
    deliveries: await counted(knex('destinations_deliveries').where('status', 'pending')),
  };
}

/** A sentence for each thing that is still to be done, with the last that was tried. */
export async function describeUnfinished(knex: Knex): Promise<string[]> {
  const { rows }: { rows: Row[] } = await knex.raw(`
    select n.alias, d.type, d.origin_id, d.action, d.version, d.status, d.attempt_count,
        n.suspended_reason, a.http_status, a.error_code, a.error_message
      from destinations_deliveries d
      join destinations_destinations n on n.id = d.destination_id
      left join lateral (
        select * from destinations_attempts where delivery_id = d.id order by id desc limit 1
      ) a on true
      where d.status = 'pending' order by d.id`);
  return [
    `Not finished: ${JSON.stringify(await countUnfinished(knex))}`,
    ...rows.map((row) => `Not finished: ${JSON.stringify(row)}`),
  ];
}

/** The soak does not wait for hints of writes that were cut off; everything else comes due by itself. */
export async function bringHintsForward(knex: Knex): Promise<number> {
  return knex('destinations_changes')
    .where('due_at', '>', Date.now() + HINT_MS)
    .update({ due_at: 0 });
}

export async function readStarts(knex: Knex, arrivals: readonly Arrival[]): Promise<StartOf> {
  const rows: Row[] = await knex('destinations_attempts')
    .whereIn('delivery_id', [...new Set(arrivals.map(({ deliveryId }) => deliveryId))])
    .select('delivery_id', 'number', 'started_at');
  // Two claims of one delivery may both have made its first attempt: the first of them was started first.
  const starts = new Map<string, number>();
  for (const row of rows) {
    const key = `${row.delivery_id} ${row.number}`;
    starts.set(key, Math.min(starts.get(key) ?? Infinity, Number(row.started_at)));
  }
  return ({ deliveryId, attempt }) => starts.get(`${deliveryId} ${attempt}`) ?? null;
}

/** By the history: attempts for an older version that were started after one for a newer. */
export async function readLateStarts(knex: Knex): Promise<string[]> {
  const { rows }: { rows: Row[] } = await knex.raw(`
    select * from (
      select d.type, d.origin_id, d.id, d.version, a.number, a.started_at,
        max(d.version) over (
          partition by d.destination_id, d.view_id order by a.started_at
          range between unbounded preceding and 1 preceding
        ) as newest_before
      from destinations_attempts a join destinations_deliveries d on d.id = a.delivery_id
    ) started where newest_before > version`);
  return rows.map(
    (row) =>
      `${row.type} ${row.origin_id}: attempt ${row.number} of version ${row.version} (delivery ${row.id}) was started ` +
      `at ${new Date(Number(row.started_at)).toISOString()}, after one of version ${row.newest_before}`
  );
}
