/**
 * Finds the entries that an entry is related to but that are not live yet. A published row has no link to them;
 * Strapi adds it when they are first published, without any event on this entry. Only for references:
 * nothing that is found here is ever shown.
 */
import { type Database as StrapiDatabase } from '@strapi/database';

import { type EntryKey } from '../capture/touched';
import { type Field } from './fields';
import { type ModelInfo, type Models } from './models';
import { entryOf, type Row } from './project';
import { type Reference, referenceKey } from './references';

export interface UnlinkedTargetsDeps {
  db: StrapiDatabase;
  models: Models;
  fields(uid: string): readonly Field[];
  reachable: ReadonlySet<string>;
}

/** Entry (`documentId\nlocale`) → what it will be linked to. */
export type FindUnlinkedTargets = (
  uid: string,
  keys: readonly EntryKey[]
) => Promise<Map<string, Reference[]>>;

interface Populate {
  select: string[];
  populate?: Record<string, Populate | { on: Record<string, Populate> }>;
}

const IDENTITY = ['id', 'documentId', 'locale'];

export function createFindUnlinkedTargets(deps: UnlinkedTargetsDeps): FindUnlinkedTargets {
  const { db, models, fields, reachable } = deps;
  const populates = new Map<string, Populate['populate'] | null>();

  /** Null where Strapi adds no link by itself. */
  function populateFor(model: ModelInfo): Populate['populate'] | null {
    const known = populates.get(model.uid);
    if (known !== undefined) return known;
    const found = collect(model.uid, model.hasDraftAndPublish);
    const populate = Object.keys(found).length > 0 ? found : null;
    populates.set(model.uid, populate);
    return populate;
  }

  /** Of a row with drafts only two-way relations of its own are linked later; of others every relation is. */
  function collect(uid: string, hasDraftAndPublish: boolean): NonNullable<Populate['populate']> {
    const found: NonNullable<Populate['populate']> = {};
    for (const field of fields(uid)) {
      if (field.kind === 'relation') {
        const isLinkedLater = field.twoWay || !hasDraftAndPublish;
        const hasDrafts = models.get(field.target)?.hasDraftAndPublish === true;
        if (isLinkedLater && hasDrafts && reachable.has(field.target)) {
          found[field.name] = { select: IDENTITY };
        }
      } else if (field.kind === 'component' && !hasDraftAndPublish) {
        const inside = collect(field.component, false);
        if (Object.keys(inside).length > 0) {
          found[field.name] = { select: ['id'], populate: inside };
        }
      } else if (field.kind === 'zone' && !hasDraftAndPublish) {
        const on = field.components.map((component) => [component, collect(component, false)]);
        found[field.name] = {
          on: Object.fromEntries(
            on.map(([component, populate]) => [component, { select: ['id'], populate }])
          ),
        };
      }
    }
    return found;
  }

  function targetsIn(uid: string, row: Row): Reference[] {
    return fields(uid).flatMap((field): Reference[] => {
      const rows = rowsOf(row[field.name]);
      switch (field.kind) {
        case 'relation':
          return rows.map((target) => entryOf(field.target, target));
        case 'component':
          return rows.flatMap((inside) => targetsIn(field.component, inside));
        case 'zone':
          return rows.flatMap((inside) => targetsIn(String(inside.__component), inside));
        case 'scalar':
        case 'media':
        case 'morph':
          return [];
      }
    });
  }

  async function liveAmong(targets: readonly Reference[]): Promise<Set<string>> {
    const live = new Set<string>();
    for (const uid of new Set(targets.map((target) => target.uid))) {
      const documentIds = targets.filter((target) => target.uid === uid).map((t) => t.documentId);
      const rows: Row[] = await db.query(uid).findMany({
        select: ['documentId', 'locale'],
        where: { documentId: { $in: [...new Set(documentIds)] }, publishedAt: { $notNull: true } },
      });
      for (const row of rows) live.add(referenceKey(entryOf(uid, row)));
    }
    return live;
  }

  return async (uid, keys) => {
    const unlinked = new Map<string, Reference[]>();
    const model = models.get(uid);
    const populate = model ? populateFor(model) : null;
    if (!model || !populate) return unlinked;

    const rows: Row[] = await db.query(uid).findMany({
      select: IDENTITY,
      where: {
        documentId: { $in: [...new Set(keys.map(({ documentId }) => documentId))] },
        ...(model.hasDraftAndPublish ? { publishedAt: { $null: true } } : {}),
      },
      populate,
    });
    const targets = rows.map((row) => ({ row, found: targetsIn(uid, row) }));
    const live = await liveAmong(targets.flatMap(({ found }) => found));
    for (const { row, found } of targets) {
      const missing = found.filter((target) => !live.has(referenceKey(target)));
      const { documentId, locale } = entryOf(uid, row);
      if (missing.length > 0) unlinked.set(`${documentId}\n${locale ?? ''}`, missing);
    }
    return unlinked;
  };
}

function rowsOf(value: unknown): Row[] {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((row): row is Row => typeof row === 'object' && row !== null);
}
