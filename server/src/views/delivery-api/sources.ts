/** What a view of a content type may be made from, whatever its entry holds today. Pure. */
import { type Field, FILES } from '../fields';

export function createSourcesOf(
  fields: (uid: string) => readonly Field[]
): (uid: string) => readonly string[] {
  const cache = new Map<string, readonly string[]>();

  function add(uid: string, found: Set<string>): void {
    if (found.has(uid)) return;
    found.add(uid);
    for (const field of fields(uid)) {
      switch (field.kind) {
        case 'scalar':
        case 'morph':
          break;
        case 'component':
          add(field.component, found);
          break;
        case 'zone':
          field.components.forEach((component) => add(component, found));
          break;
        case 'media':
          found.add(FILES);
          break;
        case 'relation':
          found.add(field.target);
          break;
      }
    }
  }

  return (uid) => {
    const known = cache.get(uid);
    if (known) return known;
    const found = new Set<string>();
    add(uid, found);
    cache.set(uid, [...found]);
    return [...found];
  };
}
