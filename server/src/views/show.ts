/** An entry as the default view shows it, and as a view schema in code gets it. Pure. */
import { type JsonObject } from '../../../contracts/view';
import { localeOf } from './entry-reader';
import { type Field } from './fields';
import { originIdOf } from './identity';
import { type Models } from './models';
import { entryOf, projectRow, projectScalars, type Row } from './project';
import { type Reference } from './references';
import { type SchemaRegistry } from './schemas';

export interface ShowDeps {
  models: Models;
  schemas: SchemaRegistry;
  fields(uid: string): readonly Field[];
  gid(originId: string, type: string): string;
}

type Note = (reference: Reference) => void;

export interface Show {
  /** Relations as references to the default view of the other entry. */
  byDefault(uid: string, row: Row, note: Note): JsonObject;
  /** Relations with the public attributes of the other entry. */
  toCode(uid: string, row: Row, note: Note): JsonObject;
}

export function createShow({ models, schemas, fields, gid }: ShowDeps): Show {
  function referenceTo(uid: string, row: Row): JsonObject | null {
    const schema = schemas.defaultOf(uid);
    if (!schema) return null;
    const { documentId, locale } = entryOf(uid, row);
    return { id: gid(originIdOf(documentId, locale ?? ''), schema.type), type: schema.type };
  }

  return {
    byDefault: (uid, row, note) => ({
      documentId: String(row.documentId),
      ...(models.get(uid)?.isLocalized ? { locale: localeOf(row) } : {}),
      ...projectRow(uid, row, { fields, note, showRelated: referenceTo }),
    }),

    toCode: (uid, row, note) => ({
      documentId: String(row.documentId),
      ...projectRow(uid, row, {
        fields,
        note,
        showRelated: (target, related) => ({
          ...projectScalars(target, related, { fields }),
          locale: localeOf(related) || null,
        }),
      }),
      locale: localeOf(row) || null,
    }),
  };
}
