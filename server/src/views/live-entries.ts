/** Reads from the content which entries are live right now: published, or of a type without drafts. */
import { type Database as StrapiDatabase } from '@strapi/database';

import { type ContentModel, entryId, type EntryKey } from '../capture/touched';

export interface LiveEntries {
  /** The keys among those given whose entry is live; as strings made by `entryId`. */
  among(keys: readonly EntryKey[]): Promise<Set<string>>;
}

export function createLiveEntries(
  db: StrapiDatabase,
  models: readonly ContentModel[]
): LiveEntries {
  const modelOf = new Map(models.map((model) => [model.uid, model]));

  return {
    async among(keys) {
      const live = new Set<string>();
      for (const [uid, documentIds] of groupByUid(keys)) {
        const model = modelOf.get(uid);
        // A content type that is gone has no live entries.
        if (!model || !db.metadata.has(uid)) continue;

        const rows: { documentId: string; locale: string | null }[] = await db.query(uid).findMany({
          select: ['documentId', 'locale'],
          where: {
            documentId: { $in: [...documentIds] },
            ...(model.hasDraftAndPublish ? { publishedAt: { $notNull: true } } : {}),
          },
        });
        for (const { documentId, locale } of rows) {
          live.add(entryId({ uid, documentId, locale: locale ?? '' }));
        }
      }
      return live;
    },
  };
}

function groupByUid(keys: readonly EntryKey[]): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const { uid, documentId } of keys) {
    const group = groups.get(uid) ?? new Set();
    group.add(documentId);
    groups.set(uid, group);
  }
  return groups;
}
