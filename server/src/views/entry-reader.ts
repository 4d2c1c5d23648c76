/**
 * Reads live entries from the content, many at once and never a draft, through a query that is transformed once
 * per content type. Does not know what a view is.
 */
import { type Database as StrapiDatabase } from '@strapi/database';

import { type EntryKey } from '../capture/touched';
import { type Field } from './fields';
import { type ModelInfo, type Models } from './models';
import { type Row } from './project';
import { publishedQuery, type RelatedFields } from './published-query';

/** Strapi's `query-params` service: REST words → database words. */
export interface QueryTransformer {
  transform(uid: string, params: Record<string, unknown>): Record<string, unknown>;
}

export interface EntryReaderDeps {
  db: StrapiDatabase;
  transformer: QueryTransformer;
  models: Models;
  fields(uid: string): readonly Field[];
  /** Content types that have a default view. */
  reachable: ReadonlySet<string>;
  /** Nobody can write between two statements: they run in a transaction that has the database to itself. */
  isAlone(): boolean;
}

export interface EntryReader {
  /** The rows of those entries that are live. */
  byKey(uid: string, keys: readonly EntryKey[], related: RelatedFields): Promise<Row[]>;
  /** The rows of all live entries that match. */
  matching(uid: string, locale: string, options: LookupQuery): Promise<Row[]>;
}

export interface LookupQuery {
  filters: Record<string, unknown>;
  sort?: string | string[];
  limit?: number;
}

/** A write between two of the statements of one read is noticed and the read repeated. */
const TRIES = 4;

export function createEntryReader(deps: EntryReaderDeps): EntryReader {
  const { db, transformer, models } = deps;
  const cache = new Map<string, Record<string, unknown>>();

  function queryFor(model: ModelInfo, related: RelatedFields): Record<string, unknown> {
    const key = `${related} ${model.uid}`;
    const known = cache.get(key);
    if (known) return known;
    const query = transformer.transform(model.uid, {
      ...publishedQuery(model.uid, {
        fields: deps.fields,
        isReachable: (uid) => deps.reachable.has(uid),
        reachable: [...deps.reachable],
        related,
      }),
      status: 'published',
    });
    cache.set(key, query);
    return query;
  }

  /** Rows are deleted and inserted anew at each publish: a row that is still there was read as a whole. */
  async function areUnchanged(uid: string, rows: readonly Row[]): Promise<boolean> {
    if (rows.length === 0) return true;
    const now: Row[] = await db.query(uid).findMany({
      select: ['id', 'updatedAt'],
      where: { id: { $in: rows.map(({ id }) => id) } },
    });
    const updatedAt = new Map(now.map((row) => [row.id, String(row.updatedAt)]));
    return rows.every((row) => updatedAt.get(row.id) === String(row.updatedAt));
  }

  async function readWhole(uid: string, query: Record<string, unknown>): Promise<Row[]> {
    for (let tries = 1; ; tries += 1) {
      const rows: Row[] = await db.query(uid).findMany(query);
      if (tries >= TRIES || deps.isAlone() || (await areUnchanged(uid, rows))) return rows;
    }
  }

  return {
    async byKey(uid, keys, related) {
      const model = models.get(uid);
      if (!model || !db.metadata.has(uid)) return [];
      const wanted = new Set(keys.map(({ documentId, locale }) => `${documentId}\n${locale}`));
      const query = queryFor(model, related);
      const rows = await readWhole(uid, {
        ...query,
        where: {
          documentId: { $in: [...new Set(keys.map(({ documentId }) => documentId))] },
          ...liveOnly(model),
          ...localesOf(model, keys),
        },
      });
      return rows.filter((row) => wanted.has(`${String(row.documentId)}\n${localeOf(row)}`));
    },

    async matching(uid, locale, { filters, sort, limit }) {
      const model = models.get(uid);
      if (!model) return [];
      const asked = transformer.transform(uid, { filters, sort, limit });
      return readWhole(uid, {
        ...queryFor(model, 'attributes'),
        ...asked,
        where: {
          $and: [
            asked.where ?? {},
            liveOnly(model),
            model.isLocalized && locale !== '' ? { locale } : {},
          ],
        },
      });
    },
  };
}

export function localeOf(row: Row): string {
  return typeof row.locale === 'string' ? row.locale : '';
}

function liveOnly({ hasDraftAndPublish }: ModelInfo): Row {
  return hasDraftAndPublish ? { publishedAt: { $notNull: true } } : {};
}

function localesOf({ isLocalized }: ModelInfo, keys: readonly EntryKey[]): Row {
  return isLocalized ? { locale: { $in: [...new Set(keys.map(({ locale }) => locale))] } } : {};
}
