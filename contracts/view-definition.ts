/** View schemas in code: what a user writes in config/plugins, typed by the content types of the app. */
import { type Data, type UID } from '@strapi/strapi';

import { type ViewReference } from './view';

/** The published entry: public attributes, components and files in place, relations with their public attributes. */
export type ViewEntry<Uid extends UID.ContentType> = Omit<
  Data.ContentType<Uid>,
  'id' | 'locale'
> & {
  locale: string | null;
};

export interface ViewContext {
  /** The content type that triggered the view. */
  uid: string;
  /** Of the entry; null when it is not localized. */
  locale: string | null;
  /** Of the view. */
  gid: string;
  /** Stands for the view of another entry. Its locale is that of this entry unless another one is given. */
  reference(type: string, documentId: string, locale?: string | null): ViewReference;
  references(type: string, documentIds: readonly string[]): ViewReference[];
  /** Live entries that match, in the locale of this entry. The view is deployed again when any of that content type changes. */
  lookup<Uid extends UID.ContentType>(
    uid: Uid,
    filters: Record<string, unknown>,
    options?: { sort?: string | string[]; limit?: number }
  ): Promise<ViewEntry<Uid>[]>;
}

export interface ViewRoutes {
  url?: string | null;
  handles?: readonly string[];
}

export interface DefinedView<Uid extends UID.ContentType = UID.ContentType> {
  /** The `type` of its messages. Not used by any other view schema. */
  type: string;
  /** Content types whose entries have such a view. */
  triggers: readonly Uid[];
  /** Aliases of destinations that receive it whatever they subscribe to. */
  destinations?: readonly string[];
  /** What the outside world reads: an object that JSON can say. */
  properties(entry: ViewEntry<Uid>, ctx: ViewContext): unknown;
  /** Where the view can be found besides its gid. */
  routes?(entry: ViewEntry<Uid>, ctx: ViewContext): ViewRoutes | Promise<ViewRoutes>;
  /** The space of its deliveries. Default `default`. */
  space?: string | ((entry: ViewEntry<Uid>) => string);
}

/** A defined view of any content type, as the plugin keeps it. */
export interface CustomView {
  type: string;
  triggers: readonly string[];
  destinations?: readonly string[];
  properties(entry: object, ctx: ViewContext): unknown;
  routes?(entry: object, ctx: ViewContext): ViewRoutes | Promise<ViewRoutes>;
  space?: string | ((entry: object) => string);
}

/** Returns the view as it is; an editor completes the fields of `entry` from the app's generated types. */
export function defineView<const Uid extends UID.ContentType>(view: DefinedView<Uid>): CustomView {
  return view as CustomView;
}
