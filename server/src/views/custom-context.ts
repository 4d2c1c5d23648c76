/** What a view schema in code gets besides its entry: references and lookups, each noted for the view. */
import { type ViewReference } from '../../../contracts/view';
import { type ViewContext, type ViewEntry } from '../../../contracts/view-definition';
import { type EntryKey } from '../capture/touched';
import { type EntryReader, localeOf } from './entry-reader';
import { FILES } from './fields';
import { originIdOf } from './identity';
import { type Models } from './models';
import { entryOf, type Row } from './project';
import { type Reference } from './references';
import { type SchemaRegistry } from './schemas';

export interface CustomContextDeps {
  models: Models;
  schemas: SchemaRegistry;
  reader: EntryReader;
  gid(originId: string, type: string): string;
  /** A row as code sees it. */
  show(uid: string, row: Row, note: (reference: Reference) => void): object;
}

export type CreateCustomContext = (
  entry: EntryKey,
  type: string,
  note: (reference: Reference) => void
) => ViewContext;

export function createCustomContexts(deps: CustomContextDeps): CreateCustomContext {
  const { models, schemas, reader, gid } = deps;
  const followed = new Set([FILES, ...schemas.all().flatMap(({ triggers }) => triggers)]);

  return (entry, ownType, note) => {
    function reference(type: string, documentId: string, locale?: string | null): ViewReference {
      const schema = schemas.byType(type);
      if (!schema) {
        const known = schemas.all().map((each) => `"${each.type}"`);
        throw new Error(
          `ctx.reference: expected the type of a view, one of ${known.join(', ')}, got ${JSON.stringify(type)}`
        );
      }
      if (typeof documentId !== 'string' || documentId === '') {
        throw new Error(
          `ctx.reference("${type}"): expected a documentId, got ${JSON.stringify(documentId) ?? 'nothing'}`
        );
      }
      const isLocalized = schema.triggers.some((uid) => models.get(uid)?.isLocalized);
      const wanted = isLocalized ? (locale ?? entry.locale) : '';
      for (const uid of schema.triggers) note({ uid, documentId, locale: wanted || null });
      return { id: gid(originIdOf(documentId, wanted), type), type };
    }

    return {
      uid: entry.uid,
      locale: entry.locale || null,
      gid: gid(originIdOf(entry.documentId, entry.locale), ownType),
      reference,
      references: (type, documentIds) => documentIds.map((id) => reference(type, id)),

      async lookup<Uid extends Parameters<ViewContext['lookup']>[0]>(
        uid: Uid,
        filters: Record<string, unknown>,
        options: { sort?: string | string[]; limit?: number } = {}
      ) {
        const model = models.get(uid);
        const isFollowed = uid.startsWith('api::') || followed.has(uid);
        if (!model || model.isComponent || !isFollowed) {
          throw new Error(
            `ctx.lookup: expected the uid of a content type of this app, such as "api::page.page", got ${JSON.stringify(uid)}`
          );
        }
        note({ uid, documentId: '', locale: null, lookup: true });
        const rows = await reader.matching(uid, entry.locale, { filters, ...options });
        return rows.map((row) => {
          note(entryOf(uid, row));
          return {
            ...deps.show(uid, row, note),
            locale: localeOf(row) || null,
          } as unknown as ViewEntry<Uid>;
        });
      },
    };
  };
}
