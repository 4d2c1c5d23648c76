/** The same endpoints for API tokens (content API) and for the admin panel. */
import { type Core } from '@strapi/types';

import { resolveConfig } from '../config/schema';
import { adminActionOf, PLUGIN } from '../permissions';
import { type Endpoint, endpoints } from './endpoints';

export default {
  'content-api': ({ strapi }: { strapi: Core.Strapi }) => ({
    type: 'content-api',
    prefix: resolveConfig(strapi.config.get(`plugin::${PLUGIN}`)).apiPrefix,
    routes: endpoints.map(({ method, path, handler }) => ({ method, path, handler, config: {} })),
  }),

  admin: () => ({
    type: 'admin',
    prefix: `/${PLUGIN}`,
    routes: endpoints.flatMap(asAdminClientSends).map(({ method, path, handler, permission }) => ({
      method,
      path,
      handler,
      config: {
        policies: [
          'admin::isAuthenticatedAdmin',
          {
            name: 'admin::hasPermissions',
            config: { actions: [permission].flat().map(adminActionOf) },
          },
        ],
      },
    })),
  }),
};

/** Strapi's admin client has no PATCH, and sends a GET for it; there a PUT does the same. */
function asAdminClientSends(endpoint: Endpoint): Endpoint[] {
  return endpoint.method === 'PATCH' ? [endpoint, { ...endpoint, method: 'PUT' }] : [endpoint];
}
