/** What this plugin adds to Strapi's admin panel. */
import { Upload } from '@strapi/icons';
import { type StrapiApp } from '@strapi/strapi/admin';

import { type ContentManagerApis } from './content-manager/apis';
import { EntryPanel } from './content-manager/EntryPanel';
import { RedeployAction } from './content-manager/RedeployAction';
import { PERMISSIONS } from './permissions';
import { PLUGIN_ID } from './pluginId';
import { EN, idOf, prefixed } from './translations';

export default {
  register(app: StrapiApp) {
    app.addMenuLink({
      to: `plugins/${PLUGIN_ID}`,
      icon: Upload,
      intlLabel: { id: idOf('title'), defaultMessage: EN.title },
      permissions: PERMISSIONS.readDestinations,
      Component: () => import('./pages/App'),
    });
    app.widgets.register({
      id: 'health',
      pluginId: PLUGIN_ID,
      icon: Upload,
      title: { id: idOf('widget.title'), defaultMessage: EN['widget.title'] },
      permissions: [...PERMISSIONS.readDestinations, ...PERMISSIONS.readDeliveries],
      component: async () => (await import('./widgets/HealthWidget')).default,
    });
    app.registerPlugin({ id: PLUGIN_ID, name: PLUGIN_ID });
  },

  bootstrap(app: Pick<StrapiApp, 'getPlugin'>) {
    const apis = app.getPlugin('content-manager').apis as unknown as ContentManagerApis;
    apis.addEditViewSidePanel([EntryPanel]);
    apis.addBulkAction([RedeployAction]);
  },

  async registerTrads({ locales }: { locales: string[] }) {
    return Promise.all(locales.map(prefixed));
  },
};
