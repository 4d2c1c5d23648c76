/** Which entries a write touches, and whether the outside world could see them before and after. Pure. */

export interface EntryKey {
  uid: string;
  documentId: string;
  /** Empty for content that is not localized. */
  locale: string;
}

/** One text for one entry, as the key of a map. */
export function entryId({ uid, documentId, locale }: EntryKey): string {
  return `${uid}\n${documentId}\n${locale}`;
}

/** A write to one row of an entry. */
export interface Touched extends EntryKey {
  /** It was live before the write, so its view may have to be removed. */
  wasLive: boolean;
  /** It may be live after the write. */
  isLive: boolean;
}

/** The columns that say which entry a row belongs to. */
export interface EntryRow {
  documentId: string;
  locale: string | null;
  publishedAt: unknown;
}

/** Values in a write; what is not named stays as it is. */
export type RowData = Partial<EntryRow> & Record<string, unknown>;

export interface ContentModel {
  uid: string;
  /** Without draft & publish every row is live. */
  hasDraftAndPublish: boolean;
}

export function touchedByCreate(model: ContentModel, data: RowData): Touched[] {
  if (typeof data.documentId !== 'string') return [];
  const row = {
    documentId: data.documentId,
    locale: data.locale ?? null,
    publishedAt: data.publishedAt,
  };
  return seenFromOutside([touched(model, row, false, isLive(model, row))]);
}

export function touchedByDelete(model: ContentModel, rows: readonly EntryRow[]): Touched[] {
  return seenFromOutside(rows.map((row) => touched(model, row, isLive(model, row), false)));
}

/** A write may also move a row to another entry; then both are touched. */
export function touchedByUpdate(
  model: ContentModel,
  rows: readonly EntryRow[],
  data: RowData
): Touched[] {
  const all = rows.flatMap((before) => {
    const after: EntryRow = {
      documentId: data.documentId ?? before.documentId,
      locale: data.locale === undefined ? before.locale : data.locale,
      publishedAt: data.publishedAt === undefined ? before.publishedAt : data.publishedAt,
    };
    const moved = after.documentId !== before.documentId || after.locale !== before.locale;
    return moved
      ? [
          touched(model, before, isLive(model, before), false),
          touched(model, after, false, isLive(model, after)),
        ]
      : [touched(model, after, isLive(model, before), isLive(model, after))];
  });
  return seenFromOutside(all);
}

/** Drafts are nobody's business. */
function seenFromOutside(all: Touched[]): Touched[] {
  return all.filter((entry) => entry.wasLive || entry.isLive);
}

function touched(model: ContentModel, row: EntryRow, wasLive: boolean, live: boolean): Touched {
  return {
    uid: model.uid,
    documentId: row.documentId,
    locale: row.locale ?? '',
    wasLive,
    isLive: live,
  };
}

function isLive(model: ContentModel, row: { publishedAt: unknown }): boolean {
  return !model.hasDraftAndPublish || (row.publishedAt !== null && row.publishedAt !== undefined);
}
