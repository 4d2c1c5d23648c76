/** The same endpoints for API tokens (content API) and for the admin panel. */
import { type Core } from '@strapi/types';

import { resolveConfig } from '../config/schema';
import { adminActionOf, PLUGIN } from '../permissions';
import { endpoints } from './endpoints';

export default {
  'content-api': ({ strapi }: { strapi: Core.Strapi }) => ({
    type: 'content-api',
    prefix: resolveConfig(strapi.config.get(`plugin::${PLUGIN}`)).apiPrefix,
    routes: endpoints.map(({ method, path, handler }) => ({ method, path, handler, config: {} })),
  }),

  admin: () => ({
    type: 'admin',
    prefix: `/${PLUGIN}`,
    routes: endpoints.map(({ method, path, handler, permission }) => ({
      method,
      path,
      handler,
      config: {
        policies: [
          'admin::isAuthenticatedAdmin',
          {
            name: 'admin::hasPermissions',
            config: { actions: [adminActionOf(permission)] },
          },
        ],
      },
    })),
  }),
};
