/** The addresses of the pages; links are made here and nowhere else. */
import { PLUGIN_ID } from './pluginId';

const ROOT = `/plugins/${PLUGIN_ID}`;

export const paths = {
  overview: () => ROOT,
  create: () => `${ROOT}/new`,
  settings: (id: string) => `${ROOT}/${id}`,
  deliveries: (id: string) => `${ROOT}/${id}/deliveries`,
  delivery: (id: string, deliveryId: string) => `${ROOT}/${id}/deliveries/${deliveryId}`,
  diverted: (id: string) => `${ROOT}/${id}/diverted`,
  content: (id: string) => `${ROOT}/${id}/content`,
  entry: entryPath,
};

interface EntryAddress {
  uid: string;
  documentId: string;
  locale: string | null;
  kind: 'collectionType' | 'singleType';
}

/** Of an entry in Strapi's content manager. */
function entryPath({ uid, documentId, locale, kind }: EntryAddress): string {
  const root = '/content-manager';
  const path =
    kind === 'singleType'
      ? `${root}/single-types/${uid}`
      : `${root}/collection-types/${uid}/${documentId}`;
  return locale === null ? path : `${path}?plugins[i18n][locale]=${encodeURIComponent(locale)}`;
}
