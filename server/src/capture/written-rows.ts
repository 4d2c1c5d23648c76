/**
 * The rows that a write is about to touch, chosen as Strapi will choose them: `deleteMany` heeds `filters` and `_q`, the
 * others go by `where` alone. A write to a single row touches one of those that match; the others do no harm.
 */
import { type Database as StrapiDatabase, type Event } from '@strapi/database';

/** Rows that are read at a time. */
const PAGE = 1_000;

type Conditions = { where?: object; filters?: unknown; _q?: string };

export async function readWrittenRows<Row extends object>(
  db: StrapiDatabase,
  event: Event,
  columns: readonly (keyof Row & string)[]
): Promise<(Row & { id: number })[]> {
  const { where, filters, _q }: Conditions = event.params;
  const chosen: (Row & { id: number })[] = [];
  for (let lastId = 0; ; ) {
    const page: (Row & { id: number })[] = await db.query(event.model.uid).findMany({
      select: ['id', ...columns],
      where: { $and: [where ?? {}, { id: { $gt: lastId } }] },
      ...(event.action === 'beforeDeleteMany' ? { filters, _q } : {}),
      orderBy: { id: 'asc' },
      limit: PAGE,
    });
    for (const row of page) chosen.push(row);
    if (page.length < PAGE) return chosen;
    lastId = page[page.length - 1].id;
  }
}
