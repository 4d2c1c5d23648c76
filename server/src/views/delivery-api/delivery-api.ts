/** The Delivery API: finds a live view, resolves its references at request time, and knows when nothing changed. */
import { type ViewQuery } from '../../../../contracts/view-query';
import { type Clock } from '../../support/clock';
import { createFieldReader } from '../fields';
import { type EnvironmentIds, gidOf, parseGid, splitsOf } from '../identity';
import { sha256 } from '../json';
import { type Models } from '../models';
import { type RenderedView, type Renderer, type RenderRequest } from '../renderer';
import { type SchemaRegistry } from '../schemas';
import { type FoundView, type ViewFinder } from '../view-finder';
import { assemble } from './assemble';
import { createAnswerCache } from './cache';
import { type CanRead, collected, collectViews } from './collect';
import { createSourcesOf } from './sources';

export type ViewAnswer =
  | { kind: 'found'; body: string; etag: string }
  /** The caller has it already. */
  | { kind: 'unchanged'; etag: string }
  | { kind: 'unknown' }
  /** It was live once. */
  | { kind: 'removed' }
  /** The caller may not read that content type. */
  | { kind: 'forbidden'; uid: string }
  /** The schema's code threw. */
  | { kind: 'failed'; type: string; error: Error };

export interface DeliveryApiDeps {
  renderer: Renderer;
  schemas: SchemaRegistry;
  models: Models;
  finder: ViewFinder;
  ids: EnvironmentIds;
  /** How many references away views are resolved. */
  depth: number;
  clock: Pick<Clock, 'elapsed'>;
}

/** Whether the caller has the answer with that etag. */
type Has = (etag: string) => boolean;

export interface DeliveryApi {
  read(query: ViewQuery, canRead: CanRead, has: Has): Promise<ViewAnswer>;
}

interface Sought {
  type: string;
  originId: string;
  ledger: FoundView | null;
}

export function createDeliveryApi(deps: DeliveryApiDeps): DeliveryApi {
  const { renderer, schemas, models, finder, ids, depth } = deps;
  const cache = createAnswerCache(deps.clock);
  const sourcesOf = createSourcesOf(createFieldReader(models));
  const gid = (originId: string, type: string) => gidOf(ids, originId, type);

  /** Who is asked for, without a look at the ledger when the gid says it. */
  async function seek({ id, handle, url }: ViewQuery): Promise<Omit<Sought, 'ledger'> | null> {
    if (handle !== undefined) return finder.byHandle(handle);
    if (url !== undefined) return finder.byUrl(url);
    const parsed = parseGid(id ?? '');
    const isOurs = parsed?.environmentId === ids.environmentId && parsed.sourceId === ids.sourceId;
    return isOurs ? parsed : null;
  }

  async function readKept(id: string, canRead: CanRead, has: Has): Promise<ViewAnswer | null> {
    const kept = await cache.find(id, canRead);
    if (!kept) return null;
    const { body, etag } = kept;
    const isEnough = body !== null || has(etag);
    if (!isEnough || !(await finder.isUnchanged(kept.states, kept.sources))) {
      cache.drop(id, kept);
      return null;
    }
    return body === null || has(etag) ? { kind: 'unchanged', etag } : { kind: 'found', body, etag };
  }

  /** The entries that this view may be made of; usually one. */
  function requestsFor({ type, originId, ledger }: Sought): RenderRequest[] {
    const schema = schemas.byType(type);
    if (!schema) return [];
    if (ledger && schema.triggers.includes(ledger.uid)) {
      const { uid, documentId, locale } = ledger;
      return [{ schema, entry: { uid, documentId, locale } }];
    }
    return schema.triggers.flatMap((uid) => {
      const splits = models.get(uid)?.isLocalized
        ? splitsOf(originId)
        : [{ documentId: originId, locale: '' }];
      return splits.map((split) => ({ schema, entry: { uid, ...split } }));
    });
  }

  async function readFresh(sought: Sought, canRead: CanRead): Promise<ViewAnswer> {
    for (const request of requestsFor(sought)) {
      const { uid } = request.entry;
      if (!(await canRead(uid))) return { kind: 'forbidden', uid };
      const [result] = (await renderer.render([request], { unlinked: false })).values();
      if (result.kind === 'failed') return { ...result, type: sought.type };
      if (result.kind === 'rendered') return resolve(sought, request, result, canRead);
    }
    return { kind: sought.ledger ? 'removed' : 'unknown' };
  }

  async function resolve(
    { type, originId, ledger }: Sought,
    request: RenderRequest,
    rendered: RenderedView,
    canRead: CanRead
  ): Promise<ViewAnswer> {
    const id = gid(originId, type);
    const permissions = new Map([[request.entry.uid, true]]);
    const remembering: CanRead = async (uid) => {
      const can = await canRead(uid);
      permissions.set(uid, can);
      return can;
    };
    const root = collected(request, ledger, rendered, sourcesOf);
    const collection = await collectViews(root, rendered, remembering, { ...deps, gid, sourcesOf });
    const body = JSON.stringify(assemble(id, root, collection, depth));
    const etag = `"${sha256(body)}"`;
    const { states, sources } = collection;
    cache.keep(id, { body, etag, permissions, sources: [...sources], states });
    return { kind: 'found', body, etag };
  }

  return {
    async read(query, canRead, has) {
      const found = await seek(query);
      if (!found) return { kind: 'unknown' };
      const { type, originId } = found;
      const id = gid(originId, type);

      const kept = await readKept(id, canRead, has);
      if (kept) return kept;
      const ledger = await finder.byIdentity(type, originId);
      const answer = await readFresh({ type, originId, ledger }, canRead);
      return answer.kind === 'found' && has(answer.etag)
        ? { kind: 'unchanged', etag: answer.etag }
        : answer;
    },
  };
}
