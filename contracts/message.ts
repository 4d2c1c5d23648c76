/** What a receiver gets in the body of the request. */

export const ACTIONS = ['Deploy', 'Remove'] as const;

/** `Deploy`: the view exists or changed. `Remove`: the view is gone. */
export type Action = (typeof ACTIONS)[number];

export interface Message {
  /** `gid://Environment/<environmentId>/Source/<sourceId>/Entity/<originId>/View/<type>` */
  id: string;
  /** The documentId; for a localized content type `<documentId>-<locale>`. */
  originId: string;
  /** The alias of the view schema, such as `product`. */
  type: string;
  action: Action;
  /** Absolute address at the Delivery API where the view can be fetched. */
  url: string;
  /** Only for destinations with `payloadState: true`. */
  state?: 'published' | 'unpublished';
  /** Only in test messages. */
  test?: true;
}
