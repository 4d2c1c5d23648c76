/** Database row → what may be shown of it. Notes on the way what the view refers to. Pure. */
import { type JsonObject, type JsonValue } from '../../../contracts/view';
import { type Field, FILES } from './fields';
import { toJson } from './json';
import { type Reference } from './references';

export type Row = Record<string, unknown>;

export interface Projection {
  fields(uid: string): readonly Field[];
  /** Of an entry that a relation leads to; null leaves it out. */
  showRelated(uid: string, row: Row): JsonValue | null;
  note(reference: Reference): void;
}

/** The public attributes of a row, with components and files in place. */
export function projectRow(uid: string, row: Row, projection: Projection): JsonObject {
  const shown: JsonObject = {};
  for (const field of projection.fields(uid)) {
    const value = showField(field, row[field.name], projection);
    if (value !== undefined) shown[field.name] = value;
  }
  return shown;
}

/** The public attributes of a row that stand for themselves. */
export function projectScalars(uid: string, row: Row, { fields }: Pick<Projection, 'fields'>) {
  const shown: JsonObject = { documentId: String(row.documentId) };
  for (const { kind, name } of fields(uid)) {
    if (kind === 'scalar') shown[name] = scalar(row[name], name);
  }
  return shown;
}

function showField(field: Field, value: unknown, projection: Projection): JsonValue | undefined {
  switch (field.kind) {
    case 'scalar':
      return scalar(value, field.name);
    case 'component':
      return oneOrMany(value, field.repeatable, (row) =>
        showComponent(field.component, row, projection)
      );
    case 'zone':
      return oneOrMany(value, true, (row) => {
        const uid = String(row.__component);
        return { __component: uid, ...showComponent(uid, row, projection) };
      });
    case 'media':
      return oneOrMany(value, field.multiple, (row) => showFile(row, projection));
    case 'relation':
      return value === undefined
        ? undefined
        : oneOrMany(value, field.toMany, (row) =>
            showRelation(field.target, row, projection, field.twoWay)
          );
    case 'morph':
      return oneOrMany(value, field.toMany, (row) =>
        showRelation(String(row.__type), row, projection, false)
      );
  }
}

function scalar(value: unknown, name: string): JsonValue {
  return value === undefined ? null : toJson(value, name);
}

function showComponent(uid: string, row: Row, projection: Projection): JsonObject {
  projection.note({ uid, documentId: String(row.id), locale: null });
  return projectRow(uid, row, projection);
}

function showFile(row: Row, projection: Projection): JsonObject {
  projection.note({ uid: FILES, documentId: String(row.documentId), locale: null });
  return projectScalars(FILES, row, projection);
}

function showRelation(
  uid: string,
  row: Row,
  { note, showRelated }: Projection,
  twoWay: boolean
): JsonValue | null {
  note({ ...entryOf(uid, row), ...(twoWay ? { twoWay } : {}) });
  return showRelated(uid, row);
}

/** Which entry a row belongs to. */
export function entryOf(uid: string, row: Row): Reference {
  return {
    uid,
    documentId: String(row.documentId),
    locale: typeof row.locale === 'string' && row.locale !== '' ? row.locale : null,
  };
}

function oneOrMany(
  value: unknown,
  isMany: boolean,
  show: (row: Row) => JsonValue | null
): JsonValue {
  if (!isMany) return isRow(value) ? show(value) : null;
  const rows = Array.isArray(value) ? value.filter(isRow) : [];
  return rows.map(show).filter((shown) => shown !== null);
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null;
}
