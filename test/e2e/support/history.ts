/** A long history, written into the database: to be looked at, not to be opened. */
import { type Knex } from 'knex';

const AT_ONCE = 500;
const SECOND_MS = 1_000;

interface History {
  destinationId: string;
  count: number;
  /** Without it of each another one. */
  originId?: string;
}

/** One delivery a second until now; one in ten failed, one in four is of a page. */
export async function insertHistory(knex: Knex, history: History): Promise<void> {
  const { destinationId, count, originId } = history;
  const start = Date.now() - count * SECOND_MS;
  const rows = Array.from({ length: count }, (_none, index) => {
    const madeAt = start + index * SECOND_MS;
    const isFailed = index % 10 === 0;
    const time = madeAt.toString(16).padStart(12, '0');
    return {
      id: `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${index.toString(16).padStart(12, '0')}`,
      destination_id: destinationId,
      view_id: index + 1,
      type: index % 4 === 0 ? 'page' : 'article',
      origin_id: originId ?? `entry${index}-en`,
      locale: 'en',
      action: 'Deploy',
      version: 1,
      status: isFailed ? 'failed' : 'delivered',
      reason: isFailed ? 'attempts_used_up' : null,
      diverted: isFailed,
      attempt_count: 1,
      attempts_used: 1,
      http_status: isFailed ? 503 : 200,
      created_at: madeAt,
      settled_at: madeAt,
    };
  });
  await knex.transaction((trx) => trx.batchInsert('destinations_deliveries', rows, AT_ONCE));
}
