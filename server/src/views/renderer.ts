/**
 * Renders views: reads the live entries of many requests at once, a handful of queries for each content type,
 * and makes of each what the outside world may read. Knows neither the ledger nor who asks.
 */
import { type Database as StrapiDatabase } from '@strapi/database';

import { type JsonObject } from '../../../contracts/view';
import { type EntryKey } from '../capture/touched';
import { toError } from '../support/errors';
import { createCustomContexts } from './custom-context';
import { createEntryReader, localeOf, type QueryTransformer } from './entry-reader';
import { createFieldReader } from './fields';
import { originIdOf } from './identity';
import { canonicalJson, sha256 } from './json';
import { viewKey } from './ledger';
import { type Models } from './models';
import { type Row } from './project';
import { createReferenceCollector, type Reference } from './references';
import { renderCustom, type Routes } from './render-custom';
import { DEFAULT_SPACE, type SchemaRegistry, type ViewSchema } from './schemas';
import { createShow } from './show';
import { createFindUnlinkedTargets } from './unlinked-targets';

export interface RenderRequest {
  schema: ViewSchema;
  entry: EntryKey;
}

export interface RenderedView {
  kind: 'rendered';
  properties: JsonObject;
  references: Reference[];
  routes: Routes;
  space: string;
  /** SHA-256 of the type, the properties and the routes; the times in a default view do not count. */
  hash: string;
}

export type RenderResult =
  | RenderedView
  /** The entry is not live now. */
  | { kind: 'missing' }
  /** The schema's code threw; the message is made for the people who wrote it. */
  | { kind: 'failed'; error: Error };

export interface RenderOptions {
  /** False leaves out references to entries that are not live yet, which nobody needs who only reads. Default true. */
  unlinked?: boolean;
}

export interface RendererDeps {
  db: StrapiDatabase;
  transformer: QueryTransformer;
  models: Models;
  schemas: SchemaRegistry;
  gid(originId: string, type: string): string;
  /** See `EntryReaderDeps`. */
  isAlone(): boolean;
}

export interface Renderer {
  /** @returns one result per request, by `viewKey` */
  render(
    requests: readonly RenderRequest[],
    options?: RenderOptions
  ): Promise<Map<string, RenderResult>>;
}

/** Entries that are read with one query. */
const PAGE = 100;
const NOTHING_UNLINKED: ReadonlyMap<string, Reference[]> = new Map();
/** Times of the content, shown but no reason to send a view again. */
const TIMES = ['createdAt', 'updatedAt', 'publishedAt'];

export function createRenderer(deps: RendererDeps): Renderer {
  const { db, transformer, models, schemas, gid, isAlone } = deps;
  const fields = createFieldReader(models);
  const reachable = new Set(
    [...models.keys()].filter((uid) => schemas.defaultOf(uid) !== undefined)
  );
  const reader = createEntryReader({ db, transformer, models, fields, reachable, isAlone });
  const findUnlinked = createFindUnlinkedTargets({ db, models, fields, reachable });
  const show = createShow({ models, schemas, fields, gid });
  const contextOf = createCustomContexts({ models, schemas, reader, gid, show: show.toCode });

  async function renderOne(
    { schema, entry }: RenderRequest,
    row: Row,
    unlinked: readonly Reference[]
  ): Promise<RenderResult> {
    const references = createReferenceCollector();
    const finish = (
      rendered: { properties: JsonObject; routes: Routes; space: string },
      hashed: JsonObject
    ): RenderedView => {
      unlinked.forEach(references.add);
      const { routes } = rendered;
      return {
        kind: 'rendered',
        ...rendered,
        references: references.all(),
        hash: sha256(canonicalJson([schema.type, hashed, routes.url, routes.handles])),
      };
    };

    if (schema.custom === null) {
      const properties = show.byDefault(entry.uid, row, references.add);
      const routes = { url: null, handles: [] };
      return finish({ properties, routes, space: DEFAULT_SPACE }, withoutTimes(properties));
    }
    try {
      const shown = show.toCode(entry.uid, row, references.add);
      const context = contextOf(entry, schema.type, references.add);
      const result = await renderCustom(schema.custom, shown, context);
      return finish(result, result.properties);
    } catch (error) {
      return { kind: 'failed', error: toError(error) };
    }
  }

  async function renderPage(
    requests: readonly RenderRequest[],
    options: RenderOptions
  ): Promise<[string, RenderResult][]> {
    const [{ schema, entry }] = requests;
    const keys = requests.map((request) => request.entry);
    const related = schema.custom === null ? 'identity' : 'attributes';
    const [rows, unlinked] = await Promise.all([
      reader.byKey(entry.uid, keys, related),
      options.unlinked === false ? NOTHING_UNLINKED : findUnlinked(entry.uid, keys),
    ]);
    const rowOf = new Map(rows.map((row) => [`${String(row.documentId)}\n${localeOf(row)}`, row]));

    const results: [string, RenderResult][] = [];
    for (const request of requests) {
      const { documentId, locale } = request.entry;
      const id = `${documentId}\n${locale}`;
      const row = rowOf.get(id);
      const key = viewKey({
        type: request.schema.type,
        originId: originIdOf(documentId, locale),
      });
      const result: RenderResult = row
        ? await renderOne(request, row, unlinked.get(id) ?? [])
        : { kind: 'missing' };
      results.push([key, result]);
    }
    return results;
  }

  return {
    async render(requests, options = {}) {
      const results = new Map<string, RenderResult>();
      for (const group of groupsOf(requests)) {
        for (let start = 0; start < group.length; start += PAGE) {
          const page = await renderPage(group.slice(start, start + PAGE), options);
          for (const [key, result] of page) results.set(key, result);
        }
      }
      return results;
    },
  };
}

/** Requests that one query can answer. */
function groupsOf(requests: readonly RenderRequest[]): RenderRequest[][] {
  const groups = new Map<string, RenderRequest[]>();
  for (const request of requests) {
    const key = `${request.entry.uid}\n${request.schema.custom === null ? '' : 'custom'}`;
    const group = groups.get(key) ?? [];
    group.push(request);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function withoutTimes(properties: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !TIMES.includes(name)));
}
