/** Puts the collected views into each other, breadth first, and ends cycles. Pure. */
import { type DeliveredView, type JsonObject } from '../../../../contracts/view';
import { type CollectedView, type Collection } from './collect';
import { replaceMarkers } from './markers';

/** How often views may be put into one answer; what lies further away stays a bare reference. */
const MAX_PLACES = 10_000;

/** The views above a place, innermost first. */
interface Path {
  gid: string;
  above: Path | null;
}

interface Place {
  node: JsonObject;
  view: CollectedView;
  path: Path;
  depth: number;
}

export function assemble(gid: string, root: CollectedView, collection: Collection, depth: number) {
  const { views } = collection;
  const missing = new Set<string>();
  const top: JsonObject = {};
  const queue: Place[] = [{ node: top, view: root, path: { gid, above: null }, depth }];
  let isComplete = collection.isComplete;

  for (let next = 0; next < queue.length; next += 1) {
    const { node, view, path, depth: left } = queue[next];
    node.view = replaceMarkers(view.properties, ({ id, type }) => {
      const inside: JsonObject = { id, type };
      const target = views.get(id);
      if (target === null) missing.add(id);
      if (!target || left === 0 || isOn(path, id)) return inside;
      if (queue.length < MAX_PLACES) {
        queue.push({ node: inside, view: target, path: { gid: id, above: path }, depth: left - 1 });
      } else {
        isComplete = false;
      }
      return inside;
    });
  }

  const { schema, originId, entry, ledger } = root;
  const delivered: DeliveredView = {
    data: {
      id: gid,
      type: schema.type,
      originId,
      locale: entry.locale || null,
      version: ledger?.version ?? 0,
      updatedAt: ledger ? new Date(ledger.updatedAt).toISOString() : null,
      view: top.view as JsonObject,
    },
    meta: {
      missingViewReferences: [...missing],
      ...(isComplete ? {} : { truncated: true as const }),
    },
  };
  return delivered;
}

function isOn(path: Path | null, gid: string): boolean {
  for (let place = path; place; place = place.above) if (place.gid === gid) return true;
  return false;
}
