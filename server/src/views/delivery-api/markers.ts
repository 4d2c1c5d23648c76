/** Finds in a view what stands for other views: `{id: <gid>, type}` and nothing else. Pure. */
import { type JsonObject, type JsonValue, type ViewReference } from '../../../../contracts/view';

function asMarker(value: JsonValue): ViewReference | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { id, type } = value;
  if (typeof id !== 'string' || typeof type !== 'string' || !id.startsWith('gid:')) return null;
  return Object.keys(value).length === 2 ? { id, type } : null;
}

export function markersIn(properties: JsonObject): ViewReference[] {
  const found: ViewReference[] = [];
  function walk(value: JsonValue): void {
    if (typeof value !== 'object' || value === null) return;
    const marker = asMarker(value);
    if (marker) found.push(marker);
    else Object.values(value).forEach(walk);
  }
  walk(properties);
  return found;
}

/** A copy in which every marker is replaced. */
export function replaceMarkers(
  properties: JsonObject,
  replace: (marker: ViewReference) => JsonObject
): JsonObject {
  function copy(value: JsonValue): JsonValue {
    if (typeof value !== 'object' || value === null) return value;
    const marker = asMarker(value);
    if (marker) return replace(marker);
    return Array.isArray(value) ? value.map(copy) : copyMembers(value);
  }
  function copyMembers(members: JsonObject): JsonObject {
    return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, copy(value)]));
  }
  return copyMembers(properties);
}
