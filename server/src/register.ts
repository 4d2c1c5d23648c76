import { type Core } from '@strapi/types';

import { resolveConfig } from './config/schema';
import { registerMigrations } from './database/migrations';
import { PLUGIN } from './permissions';
import { createJsonOnly } from './routes/json-only';

export default ({ strapi }: { strapi: Core.Strapi }): void => {
  registerMigrations(strapi.db);

  const { apiPrefix } = resolveConfig(strapi.config.get(`plugin::${PLUGIN}`));
  const restPrefix = strapi.config.get('api.rest.prefix', '/api');
  // Here it comes before Strapi's own middlewares, of which one reads bodies.
  strapi.server.use(createJsonOnly([`${restPrefix}${apiPrefix}`, `/${PLUGIN}`]));
};
