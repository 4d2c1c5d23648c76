/** What a view needs to be complete: the entries, files, components and lookups that it was made from. */

export interface Reference {
  /** Of a content type, of a component, or `plugin::upload.file`. */
  uid: string;
  /** Of a component its row id; empty for a lookup. */
  documentId: string;
  /** Null where the content is not localized. */
  locale: string | null;
  /** The view was made with a query: any change of that content type may matter. */
  lookup?: true;
  /**
   * The target has the other side of this relation, so a view of the target shows this entry.
   * When a view gains such a reference, the views of its target have changed too.
   */
  twoWay?: true;
}

export interface ReferenceCollector {
  add(reference: Reference): void;
  has(reference: Reference): boolean;
  all(): Reference[];
}

export function createReferenceCollector(): ReferenceCollector {
  const references = new Map<string, Reference>();
  return {
    add(reference) {
      const key = referenceKey(reference);
      const known = references.get(key);
      references.set(key, known ? { ...known, ...reference } : reference);
    },
    has: (reference) => references.has(referenceKey(reference)),
    all: () => [...references.values()],
  };
}

export function referenceKey({ uid, documentId, locale, lookup }: Reference): string {
  return `${uid}\n${documentId}\n${locale ?? ''}\n${lookup ? 'lookup' : ''}`;
}
