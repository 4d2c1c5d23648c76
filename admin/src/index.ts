import { Upload } from '@strapi/icons';
import { type StrapiApp } from '@strapi/strapi/admin';

import { PERMISSIONS } from './permissions';
import { PLUGIN_ID } from './pluginId';
import { prefixed } from './translations/prefixed';

export default {
  register(app: StrapiApp) {
    app.addMenuLink({
      to: `plugins/${PLUGIN_ID}`,
      icon: Upload,
      intlLabel: { id: `${PLUGIN_ID}.title`, defaultMessage: 'Destinations' },
      permissions: PERMISSIONS.readDestinations,
      Component: () => import('./pages/Overview').then(({ Overview }) => ({ default: Overview })),
    });
    app.registerPlugin({ id: PLUGIN_ID, name: PLUGIN_ID });
  },

  async registerTrads({ locales }: { locales: string[] }) {
    return Promise.all(locales.map(prefixed));
  },
};
