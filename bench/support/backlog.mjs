/** Makes deliveries inside the database, so that a million take seconds. */

const DELIVERIES = 'destinations_deliveries';
const ATTEMPTS = 'destinations_attempts';
const HOUR_MS = 3_600_000;

const DIALECTS = {
  sqlite: {
    numbers: (count) =>
      `(with recursive s(n) as (select 1 union all select n + 1 from s where n < ${count}) select n from s)`,
    hex: (expression, width) => `printf('%0${width}x', ${expression})`,
    uuid: (text) => text,
    analyze: null,
  },
  postgres: {
    numbers: (count) => `(select n from generate_series(1::bigint, ${count}::bigint) as s(n))`,
    hex: (expression, width) => `lpad(to_hex((${expression})::bigint), ${width}, '0')`,
    uuid: (text) => `cast(${text} as uuid)`,
    analyze: (table) => `analyze ${table}`,
  },
  mariadb: {
    numbers: (count) => `(select seq as n from seq_1_to_${count})`,
    hex: (expression, width) => `lpad(lower(hex(${expression})), ${width}, '0')`,
    uuid: (text) => text,
    analyze: (table) => `analyze table ${table}`,
  },
};

/**
 * All of them appear at once.
 * @typedef {{ destinationId: string, count: number, firstView: number, status?: 'pending' | 'delivered', hours?: number }} Backlog
 * @param {{ databaseName: string, knex: import('knex').Knex }} bench
 * @param {readonly Backlog[]} backlogs
 */
export async function insertDeliveries({ databaseName, knex }, backlogs) {
  const { analyze } = DIALECTS[databaseName];
  await knex.transaction(async (trx) => {
    for (const backlog of backlogs) await insertBacklog(trx, databaseName, backlog);
    // In the same transaction, so that nobody plans with statistics of an empty table.
    if (databaseName === 'postgres') await trx.raw(analyze(DELIVERIES));
  });
  // There it would end the transaction.
  if (databaseName === 'mariadb') await knex.raw(analyze(DELIVERIES));
}

/** What PostgreSQL does by itself while a history grows for weeks, and has had no time for when it was just made. */
export async function vacuumDeliveries({ databaseName, knex }) {
  if (databaseName === 'postgres') await knex.raw(`vacuum ${DELIVERIES}, ${ATTEMPTS}`);
}

/**
 * Deliveries of one destination, each of another view, made one after the other over `hours` until now. Pending ones
 * are due; finished ones have an attempt each.
 */
async function insertBacklog(trx, databaseName, backlog) {
  const { destinationId, count, firstView, status = 'pending', hours = 1 } = backlog;
  const { numbers, hex, uuid } = DIALECTS[databaseName];
  const isFinished = status === 'delivered';
  const start = Date.now() - hours * HOUR_MS;
  const madeAt = `(${start} + ${Math.floor((hours * HOUR_MS) / count)} * n)`;
  const viewId = `(${firstView} + n)`;
  const time = hex(madeAt, 12);
  const values = {
    id: uuid(
      `concat(substr(${time}, 1, 8), '-', substr(${time}, 9, 4), '-7000-8000-', ${hex(viewId, 12)})`
    ),
    destination_id: uuid(`'${destinationId}'`),
    view_id: viewId,
    // One in ten is of another type.
    type: `case when n % 10 = 0 then 'product' else 'article' end`,
    origin_id: `concat('bench', ${hex(viewId, 19)}, '-en')`,
    locale: `'en'`,
    action: `'Deploy'`,
    version: '1',
    status: `'${status}'`,
    attempt_count: isFinished ? '1' : '0',
    attempts_used: isFinished ? '1' : '0',
    http_status: isFinished ? '200' : 'null',
    due_at: isFinished ? 'null' : madeAt,
    created_at: madeAt,
    settled_at: isFinished ? madeAt : 'null',
  };
  await trx.raw(
    `insert into ${DELIVERIES} (${Object.keys(values)}) select ${Object.values(values)} from ${numbers(count)} as numbers`
  );
  if (isFinished) await insertAttempts(trx, destinationId);
}

async function insertAttempts(trx, destinationId) {
  const values = {
    delivery_id: 'id',
    number: '1',
    started_at: 'settled_at',
    duration_ms: '12',
    http_status: '200',
    request_headers: `'{"content-type":["application/json"]}'`,
    response_headers: `'{"content-length":["0"]}'`,
    response_body: `''`,
    manual: 'false',
  };
  await trx.raw(
    `insert into ${ATTEMPTS} (${Object.keys(values)}) select ${Object.values(values)} from ${DELIVERIES}` +
      ` where destination_id = ? and status = 'delivered'`,
    [destinationId]
  );
}
