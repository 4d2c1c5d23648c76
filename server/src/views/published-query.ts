/** Builds the populate of what a view needs, in the words of Strapi's query parameters. Pure. */
import { type Field, FILES } from './fields';

export interface Query {
  /** Undefined reads every column. */
  fields?: string[];
  populate: Record<string, Query | { on: Record<string, Query> }>;
}

/** How much of a related entry is read: who it is, or its public attributes as well. */
export type RelatedFields = 'identity' | 'attributes';

export interface QueryShape {
  fields(uid: string): readonly Field[];
  /** Content types that a relation may lead to; relations to others are left out. */
  isReachable(uid: string): boolean;
  /** Where a relation to entries of mixed types may lead. */
  reachable: readonly string[];
  related: RelatedFields;
}

const IDENTITY = ['documentId', 'locale'];

export function publishedQuery(uid: string, shape: QueryShape): Query {
  return queryOf(uid, shape, IDENTITY);
}

function queryOf(uid: string, shape: QueryShape, identity: readonly string[] = []): Query {
  const fields = shape.fields(uid);
  const query: Query = { populate: {} };
  // Strapi populates such a relation from columns that have no name among the attributes.
  const needsHiddenColumns = fields.some((field) => field.kind === 'morph' && !field.toMany);
  if (!needsHiddenColumns) query.fields = ['id', ...identity, ...scalarsOf(fields)];
  for (const field of fields) {
    const populate = populateOf(field, shape);
    if (populate) query.populate[field.name] = populate;
  }
  return query;
}

function populateOf(field: Field, shape: QueryShape): Query['populate'][string] | null {
  switch (field.kind) {
    case 'scalar':
      return null;
    case 'component':
      return queryOf(field.component, shape);
    case 'zone':
      return { on: byUid(field.components, (uid) => queryOf(uid, shape)) };
    case 'media':
      return leaf(scalarsOf(shape.fields(FILES)));
    case 'relation':
      return shape.isReachable(field.target) ? related(field.target, shape) : null;
    case 'morph':
      return { on: byUid(shape.reachable, (uid) => related(uid, shape)) };
  }
}

function related(uid: string, shape: QueryShape): Query {
  return leaf(shape.related === 'identity' ? [] : scalarsOf(shape.fields(uid)));
}

function leaf(fields: string[]): Query {
  return { fields: ['id', ...IDENTITY, ...fields], populate: {} };
}

function scalarsOf(fields: readonly Field[]): string[] {
  return fields.filter(({ kind }) => kind === 'scalar').map(({ name }) => name);
}

function byUid(uids: readonly string[], make: (uid: string) => Query): Record<string, Query> {
  return Object.fromEntries(uids.map((uid) => [uid, make(uid)]));
}
