/** Adds attempts to the history. */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { type HeadersIdOf } from './common-headers';
import { type Row } from './delivery-row';
import { type Attempted } from './settlement';

/**
 * Those that are not in the history. A commit whose answer never came may have been made all the same, so what is
 * written again may be there.
 */
export async function unwrittenAttempts(
  database: Database,
  attempted: readonly Attempted[],
  trx: Knex.Transaction
): Promise<Attempted[]> {
  const ids = [...new Set(attempted.map(({ delivery }) => delivery.id))];
  const attempts = database
    .from(TABLES.attempts, trx)
    .select('delivery_id', 'number', 'started_at');
  const rows: Row[] = await database.amongUuids(attempts, 'delivery_id', ids);
  const written = new Set(
    rows.map((row) => `${row.delivery_id} ${Number(row.number)} ${Number(row.started_at)}`)
  );
  return attempted.filter(
    ({ delivery, attempt }) => !written.has(`${delivery.id} ${attempt.number} ${attempt.startedAt}`)
  );
}

export async function writeAttempts(
  database: Database,
  attempted: readonly Attempted[],
  { headersIdOf, trx }: { headersIdOf: HeadersIdOf; trx: Knex.Transaction }
): Promise<void> {
  const rows = attempted.map((settlement) => toRow(settlement, headersIdOf(settlement)));
  await database.insertAll(TABLES.attempts, rows, trx);
}

function toRow({ delivery, attempt }: Attempted, headersId: number | null): object {
  return {
    delivery_id: delivery.id,
    number: attempt.number,
    started_at: attempt.startedAt,
    duration_ms: Math.round(attempt.durationMs),
    http_status: attempt.httpStatus,
    error_code: attempt.error?.code ?? null,
    error_message: attempt.error?.message ?? null,
    headers_id: headersId,
    signature: attempt.requestHeaders?.signature ?? null,
    // Once all of them stood here.
    request_headers: '{}',
    response_headers: attempt.responseHeaders,
    response_body: attempt.responseBody,
    manual: delivery.manual,
  };
}
