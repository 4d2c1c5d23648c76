/** A view as the outside world reads it. */

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | JsonValue[]
  | { [name: string]: JsonValue };
export type JsonObject = { [name: string]: JsonValue };

/** Stands in a view for another view: its gid, and the type that tells what to expect there. */
export interface ViewReference {
  id: string;
  type: string;
}

/** A reference after it was resolved; without `view` where it closes a cycle or lies below the depth. */
export interface ResolvedReference extends ViewReference {
  view?: JsonObject;
}

/** What `GET /delivery` answers. */
export interface DeliveredView {
  data: {
    id: string;
    type: string;
    originId: string;
    locale: string | null;
    /** 0 while the plugin has not planned the view yet. */
    version: number;
    updatedAt: string | null;
    view: JsonObject;
  };
  meta: {
    /** Referenced views that are not live, or that the caller may not read. */
    missingViewReferences: string[];
    /** Only there when the view refers to more than one answer holds; the furthest references stay without `view`. */
    truncated?: true;
  };
}
