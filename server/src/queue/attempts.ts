/** Adds attempts to the history. */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { type Attempted } from './settlement';

export async function writeAttempts(
  database: Database,
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
