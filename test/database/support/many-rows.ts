/** Fills the tables inside the database, because a hundred thousand rows take their time on the way to it. */
import { type Knex } from 'knex';

interface Dialect {
  /** A relation `s` with the numbers from 1. */
  numbers(count: number): string;
  /** A number as hexadecimal digits, filled up with zeros. */
  hex(expression: string, width: number): string;
  /** An id of the type that its columns have. */
  uuid(text: string): string;
  analyze: string | null;
}

const SQLITE: Dialect = {
  numbers: (count) =>
    `(with recursive r(n) as (select 1 union all select n + 1 from r where n < ${count}) select n from r) as s`,
  hex: (expression, width) => `printf('%0${width}x', ${expression})`,
  uuid: (text) => text,
  // It does not by itself.
  analyze: null,
};
const POSTGRES: Dialect = {
  numbers: (count) => `generate_series(1::bigint, ${count}::bigint) as s(n)`,
  hex: (expression, width) => `lpad(to_hex((${expression})::bigint), ${width}, '0')`,
  uuid: (text) => `cast(${text} as uuid)`,
  // As the server does by itself after so many inserts.
  analyze: 'VACUUM ANALYZE',
};
const MYSQL: Dialect = {
  numbers: (count) => `(select seq as n from seq_1_to_${count}) as s`,
  hex: (expression, width) => `lpad(lower(hex(${expression})), ${width}, '0')`,
  uuid: (text) => text,
  analyze: 'ANALYZE TABLE',
};

const HOUR_MS = 3_600_000;
const DESTINATIONS = 10;

/** An expression of SQL for each column. */
type Values = Record<string, string | number>;

export interface ManyRows {
  /** Views, and of each a delivery that waits and one that is done, for one destination each. */
  views: number;
  /** The entry that every second view references. */
  tag: { uid: string; documentId: string };
  /** One in ten deliveries is for it, the others for destinations that are no more. */
  destinationId: string;
}

/** @returns the origin id of a view of that destination */
export async function insertManyRows(
  knex: Knex,
  { views, tag, destinationId }: ManyRows
): Promise<string> {
  const { hex, uuid } = dialectOf(knex);
  const start = Date.now() - HOUR_MS;
  const originId = `concat('many', ${hex('n', 20)}, '-en')`;
  const gone = `concat('00000000-0000-4000-8000-', ${hex(`n % ${DESTINATIONS}`, 12)})`;
  const to = uuid(`case when n % ${DESTINATIONS} = 0 then '${destinationId}' else ${gone} end`);

  const referenced = `case when n % 2 = 0 then '${tag.documentId}' else concat('other', ${hex('n', 19)}) end`;

  const insert = (table: string, values: Values): Promise<void> =>
    insertRows(knex, table, { values, count: views });

  await insert('destinations_views', {
    ...{ id: '1000000 + n', type: `'article'`, origin_id: originId, uid: `'api::article.article'` },
    ...{ document_id: `concat('many', ${hex('n', 20)})`, locale: `'en'`, live: 'true', version: 1 },
    ...{ changed_version: 1, hash: `'hash'`, space: `'default'`, updated_at: start },
  });
  await insert('destinations_references', {
    ...{ view_id: '1000000 + n', uid: `'${tag.uid}'`, document_id: referenced },
    locale: `''`,
  });
  await insert('destinations_receipts', {
    ...{ destination_id: to, view_id: '1000000 + n', action: `'Deploy'`, version: 1 },
    delivered_at: start,
  });
  for (const [order, status] of ['delivered', 'pending'].entries()) {
    const isWaiting = status === 'pending';
    const at = `${start} + 2 * n + ${order}`;
    const time = hex(at, 12);
    const id = uuid(
      `concat(substr(${time}, 1, 8), '-', substr(${time}, 9, 4), '-7000-8000-', ${hex('n', 12)})`
    );
    if (!isWaiting) {
      await insert('destinations_attempts', {
        ...{ delivery_id: id, number: 1, started_at: at, duration_ms: 1, http_status: 200 },
        ...{ request_headers: `'{}'`, response_headers: `'{}'`, manual: 'false' },
      });
    }
    await insert('destinations_deliveries', {
      ...{ id, destination_id: to, view_id: '1000000 + n', origin_id: originId, locale: `'en'` },
      ...{ type: `case when n % 100 = 0 then 'product' else 'article' end`, action: `'Deploy'` },
      ...{ version: 1, status: `'${status}'`, due_at: isWaiting ? at : 'null', created_at: at },
      ...{ attempt_count: 1 - order, attempts_used: 1 - order },
      settled_at: isWaiting ? 'null' : at,
    });
  }
  for (const name of ['views', 'references', 'receipts', 'attempts', 'deliveries']) {
    await analyze(knex, `destinations_${name}`);
  }
  const row: { origin_id: string } | undefined = await knex('destinations_deliveries')
    .where('destination_id', destinationId)
    .first('origin_id');
  return row?.origin_id ?? '';
}

/** Only deliveries, all of one destination: every second is done, the others wait. */
export async function insertHistory(
  knex: Knex,
  { count, destinationId }: { count: number; destinationId: string }
): Promise<void> {
  const { hex, uuid } = dialectOf(knex);
  const isWaiting = 'n % 2 = 0';
  const values = {
    id: uuid(`concat('00000000-0000-7000-8000-', ${hex('n', 12)})`),
    ...{ destination_id: uuid(`'${destinationId}'`), view_id: '2000000 + n', type: `'article'` },
    ...{ origin_id: `concat('history', n)`, locale: `'en'`, action: `'Deploy'`, version: 1 },
    status: `case when ${isWaiting} then 'pending' else 'delivered' end`,
    due_at: `case when ${isWaiting} then n end`,
    ...{ created_at: 'n', settled_at: `case when ${isWaiting} then null else n end` },
  };
  await insertRows(knex, 'destinations_deliveries', { values, count });
  await analyze(knex, 'destinations_deliveries');
}

async function insertRows(
  knex: Knex,
  table: string,
  { values, count }: { values: Values; count: number }
): Promise<void> {
  await knex.raw(
    `insert into ${table} (${Object.keys(values).join(', ')}) select ${Object.values(values).join(', ')} from ${dialectOf(knex).numbers(count)}`
  );
}

async function analyze(knex: Knex, table: string): Promise<void> {
  const { analyze: command } = dialectOf(knex);
  if (command) await knex.raw(`${command} ${table}`);
}

function dialectOf(knex: Knex): Dialect {
  const client = String(knex.client.config.client);
  if (client.includes('sqlite')) return SQLITE;
  return client.includes('mysql') ? MYSQL : POSTGRES;
}
