/** Deliveries that wait, put into the table without views. */
import { type Knex } from 'knex';

/** Like the first one there is, all due at the same moment, each of a view of its own. */
export async function insertWaiting(knex: Knex, count: number): Promise<void> {
  const [row] = await knex('destinations_deliveries').limit(1);
  const rows = Array.from({ length: count }, (_, number) => ({
    ...row,
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    view_id: 1_000_000 + number,
    status: 'pending',
    attempt_count: 0,
    lease_token: null,
    settled_at: null,
    due_at: 0,
  }));
  await knex.batchInsert('destinations_deliveries', rows, 100);
}
