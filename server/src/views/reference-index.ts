/** Which view needs which entry, file, component or lookup: read when something of that kind changes. */
import { type Knex } from 'knex';

import { entryId, type EntryKey } from '../capture/touched';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { type AddReferences, createAddReferences } from './add-references';
import { canonicalJson, sha256 } from './json';
import { type Reference } from './references';

/** An entry as the index knows it: nothing is localized by null here. */
export interface IndexedReference extends EntryKey {
  twoWay?: true;
}

export interface ReferenceIndex {
  /** Replaces what is known of these views. */
  replace(views: ReadonlyMap<number, readonly Reference[]>, trx: Knex.Transaction): Promise<void>;
  /** What each of these views needs, as texts made by `entryId`; views that need nothing are left out. */
  of(viewIds: readonly number[], trx?: Knex.Transaction): Promise<Map<number, Set<string>>>;
  /** Notes that the live views of `target` need `entry` too, before they are rendered the next time. */
  add: AddReferences;
  /** Of these changes or views, those whose entry some view needs; by id. */
  referencedAmong(
    table: typeof TABLES.changes | typeof TABLES.views,
    rows: readonly { id: number; uid: string }[],
    trx: Knex.Transaction
  ): Promise<Set<number>>;
  /** Ids of views that need the entry, in order, after `cursor`. */
  referrers(entry: EntryKey, cursor: number, limit: number): Promise<number[]>;
}

/** Stands for all entries of a content type. */
const ANY = '';

/** The entry that the index has for a reference. */
export function toIndexed({
  uid,
  documentId,
  locale,
  lookup,
  twoWay,
}: Reference): IndexedReference {
  return {
    uid,
    documentId: lookup ? ANY : documentId,
    locale: locale ?? '',
    ...(twoWay ? { twoWay } : {}),
  };
}

/** The same for the same set, in whatever order. */
export function hashOfReferences(references: readonly Reference[]): string {
  return sha256(canonicalJson(references.map(toIndexed).map(entryId).sort()));
}

export function createReferenceIndex(database: Database): ReferenceIndex {
  const table = (trx?: Knex.Transaction) => database.from(TABLES.references, trx);

  /**
   * Of the documents of this content type that are needed anywhere; `ANY` comes first. Answers for most content types
   * at once, where PostgreSQL may read every reference there is to answer for each entry.
   */
  async function firstDocumentOf(uid: string, trx: Knex.Transaction): Promise<string | null> {
    const row: { document_id: string } | undefined = await table(trx)
      .where({ uid })
      .orderBy('document_id')
      .first('document_id');
    return row?.document_id ?? null;
  }

  return {
    async replace(views, trx) {
      if (views.size === 0) return;
      await database.among(table(trx), 'view_id', [...views.keys()]).delete();
      const rows = [...views].flatMap(([viewId, references]) =>
        unique(references.map(toIndexed)).map(({ uid, documentId, locale }) => ({
          view_id: viewId,
          uid,
          document_id: documentId,
          locale,
        }))
      );
      await database.insertAll(TABLES.references, rows, trx);
    },

    async of(viewIds, trx) {
      const found = new Map<number, Set<string>>();
      if (viewIds.length === 0) return found;
      const rows: Record<string, string | number>[] = await database.among(
        table(trx),
        'view_id',
        viewIds
      );
      for (const row of rows) {
        const viewId = Number(row.view_id);
        const key = entryId(fromRow(row));
        found.set(viewId, (found.get(viewId) ?? new Set()).add(key));
      }
      return found;
    },

    add: createAddReferences(database),

    async referencedAmong(tableName, rows, trx) {
      const needed = new Set<number>();
      const toAsk: number[] = [];
      for (const [uid, ids] of idsByUid(rows)) {
        const first = await firstDocumentOf(uid, trx);
        if (first === ANY) for (const id of ids) needed.add(id);
        else if (first !== null) toAsk.push(...ids);
      }
      if (toAsk.length === 0) return needed;

      const target = `${database.prefix}${tableName}`;
      const found: { id: string | number }[] = await database
        .byIds(tableName, toAsk, trx)
        .select('id')
        .whereExists(function isNeeded() {
          void this.from(`${database.prefix}${TABLES.references} as r`)
            .select(database.raw('1'))
            .whereRaw(
              "r.document_id = ??.document_id AND r.uid = ??.uid AND r.locale IN (??.locale, '')",
              [target, target, target]
            );
        });
      for (const { id } of found) needed.add(Number(id));
      return needed;
    },

    async referrers(entry, cursor, limit) {
      // Two look-ups and not one with both spellings: each follows the index and stops at the limit.
      const pages = await Promise.all(
        [entry.documentId, ANY].map(async (documentId) => {
          const rows: { view_id: string | number }[] = await table()
            .distinct('view_id')
            .where({ document_id: documentId, uid: entry.uid })
            .whereIn('locale', [...new Set([entry.locale, ANY])])
            .where('view_id', '>', cursor)
            .orderBy('view_id')
            .limit(limit);
          return rows.map(({ view_id }) => Number(view_id));
        })
      );
      return [...new Set(pages.flat())].sort((a, b) => a - b).slice(0, limit);
    },
  };
}

function fromRow(row: Record<string, string | number>): EntryKey {
  return {
    uid: String(row.uid),
    documentId: String(row.document_id),
    locale: String(row.locale),
  };
}

function idsByUid(rows: readonly { id: number; uid: string }[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const { id, uid } of rows) {
    const group = groups.get(uid);
    if (group) group.push(id);
    else groups.set(uid, [id]);
  }
  return groups;
}

function unique(references: readonly IndexedReference[]): IndexedReference[] {
  return [...new Map(references.map((reference) => [entryId(reference), reference])).values()];
}
