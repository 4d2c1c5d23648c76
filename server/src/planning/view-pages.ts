/** Walks through the ledger and through the content in pages, each in the order of an index. */
import { type Database as StrapiDatabase } from '@strapi/database';

import { type ContentModel, type EntryKey } from '../capture/touched';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { fromRow, type LedgerRow } from '../views/ledger';

export const PAGE = 100;

export interface ViewPages {
  /** Views of a type, live or not, after an origin id. */
  ofType(type: string, afterOriginId: string): Promise<LedgerRow[]>;
  countOfType(type: string): Promise<number>;
  /** Live entries of a content type after a row id. */
  ofContent(uid: string, afterRowId: number): Promise<{ entry: EntryKey; rowId: number }[]>;
  countOfContent(uid: string): Promise<number>;
}

export function createViewPages(
  database: Database,
  db: StrapiDatabase,
  models: readonly ContentModel[]
): ViewPages {
  const modelOf = new Map(models.map((model) => [model.uid, model]));
  const live = (uid: string): object =>
    modelOf.get(uid)?.hasDraftAndPublish ? { publishedAt: { $notNull: true } } : {};

  return {
    async ofType(type, afterOriginId) {
      const rows: Parameters<typeof fromRow>[0][] = await database
        .from(TABLES.views)
        .where({ type })
        .where('origin_id', '>', afterOriginId)
        .orderBy('origin_id')
        .limit(PAGE);
      return rows.map(fromRow);
    },

    async countOfType(type) {
      const [{ total }]: { total: string | number }[] = await database
        .from(TABLES.views)
        .where({ type })
        .count({ total: '*' });
      return Number(total);
    },

    async ofContent(uid, afterRowId) {
      const rows: { id: number; documentId: string; locale: string | null }[] = await db
        .query(uid)
        .findMany({
          select: ['id', 'documentId', 'locale'],
          where: { ...live(uid), id: { $gt: afterRowId } },
          orderBy: { id: 'asc' },
          limit: PAGE,
        });
      return rows.map(({ id, documentId, locale }) => ({
        entry: { uid, documentId, locale: locale ?? '' },
        rowId: id,
      }));
    },

    countOfContent: (uid) => db.query(uid).count({ where: live(uid) }),
  };
}
