/** Reads a view and the views it refers to, level by level down to the depth, each of them once. */
import { type JsonObject } from '../../../../contracts/view';
import { type EntryKey } from '../../capture/touched';
import { originIdOf } from '../identity';
import { viewKey } from '../ledger';
import { type RenderedView, type Renderer, type RenderRequest } from '../renderer';
import { type SchemaRegistry, type ViewSchema } from '../schemas';
import { type FoundView, type ViewFinder, type ViewState } from '../view-finder';
import { markersIn } from './markers';

/** One answer holds at most so many different views; the nearest ones. */
const MAX_VIEWS = 1_000;

export interface CollectedView {
  schema: ViewSchema;
  entry: EntryKey;
  originId: string;
  /** As the ledger had it before the content was read; null when it did not know the view. */
  ledger: FoundView | null;
  properties: JsonObject;
  /** Content types, components and files that it was made from, or may be made from tomorrow. */
  sources: readonly string[];
}

export interface Collection {
  /** By gid; null when the view is not live, or the caller may not read it. */
  views: Map<string, CollectedView | null>;
  /** Of every view that was looked for, live or not, as the ledger had it before its content was read. */
  states: ViewState[];
  /** Content types, components and files that may change the answer. */
  sources: Set<string>;
  /** False when there were more than one answer holds. */
  isComplete: boolean;
}

export interface CollectDeps {
  renderer: Renderer;
  schemas: SchemaRegistry;
  /** What a view of that content type may be made from. */
  sourcesOf(uid: string): readonly string[];
  finder: Pick<ViewFinder, 'all'>;
  gid(originId: string, type: string): string;
  depth: number;
}

export type CanRead = (uid: string) => Promise<boolean>;

interface Wanted extends RenderRequest {
  gid: string;
  originId: string;
}

export async function collectViews(
  root: CollectedView,
  rendered: RenderedView,
  canRead: CanRead,
  deps: CollectDeps
): Promise<Collection> {
  const { schemas, gid } = deps;
  const views = new Map<string, CollectedView | null>();
  const states: ViewState[] = [stateOf(root.schema.type, root.originId, root.ledger)];
  const sources = new Set(root.sources);
  let isComplete = true;
  let level = [{ gid: gid(root.originId, root.schema.type), view: root, rendered }];
  views.set(level[0].gid, root);

  for (let depth = 0; depth < deps.depth && level.length > 0; depth += 1) {
    const wanted = new Map<string, Wanted>();
    for (const { rendered: above } of level) {
      const targets = targetsOf(above, schemas, gid);
      for (const { id } of markersIn(above.properties)) {
        if (views.has(id) || wanted.has(id)) continue;
        if (views.size + wanted.size >= MAX_VIEWS) {
          isComplete = false;
          continue;
        }
        const target = targets.get(id);
        if (target && (await canRead(target.entry.uid))) wanted.set(id, target);
        else views.set(id, null);
      }
    }
    const next = await renderLevel([...wanted.values()], deps);
    for (const { gid: id, entry } of wanted.values()) {
      views.set(id, null);
      sources.add(entry.uid);
    }
    for (const { gid: id, view } of next.rendered) {
      views.set(id, view);
      for (const uid of view.sources) sources.add(uid);
    }
    states.push(...next.states);
    level = next.rendered;
  }
  return { views, states, sources, isComplete };
}

async function renderLevel(
  wanted: readonly Wanted[],
  { renderer, finder, sourcesOf }: CollectDeps
) {
  if (wanted.length === 0) return { rendered: [], states: [] };
  // The ledger first: whoever raises a version has seen the content at least as new as we do.
  const known = await finder.all(
    wanted.map(({ schema, originId }) => ({ type: schema.type, originId }))
  );
  const results = await renderer.render(wanted, { unlinked: false });
  const rendered = wanted.flatMap(({ gid, schema, entry, originId }) => {
    const key = viewKey({ type: schema.type, originId });
    const result = results.get(key);
    if (result?.kind !== 'rendered') return [];
    const view = collected({ schema, entry }, known.get(key) ?? null, result, sourcesOf);
    return [{ gid, rendered: result, view }];
  });
  const states = wanted.map(({ schema: { type }, originId }) =>
    stateOf(type, originId, known.get(viewKey({ type, originId })) ?? null)
  );
  return { rendered, states };
}

export function collected(
  { schema, entry }: RenderRequest,
  ledger: FoundView | null,
  { properties, references }: RenderedView,
  sourcesOf: CollectDeps['sourcesOf']
): CollectedView {
  return {
    schema,
    entry,
    originId: originIdOf(entry.documentId, entry.locale),
    ledger,
    properties,
    sources: [...sourcesOf(entry.uid), ...references.map(({ uid }) => uid)],
  };
}

function stateOf(type: string, originId: string, view: FoundView | null): ViewState {
  return { type, originId, version: view?.version ?? null };
}

/** A view notes the entries behind its markers, so that no gid needs to be taken apart. */
function targetsOf(
  { references }: RenderedView,
  schemas: SchemaRegistry,
  gid: CollectDeps['gid']
): Map<string, Wanted> {
  const targets = new Map<string, Wanted>();
  for (const { uid, documentId, locale } of references) {
    for (const schema of schemas.triggeredBy(uid)) {
      const originId = originIdOf(documentId, locale ?? '');
      const id = gid(originId, schema.type);
      const entry = { uid, documentId, locale: locale ?? '' };
      targets.set(id, { gid: id, originId, schema, entry });
    }
  }
  return targets;
}
