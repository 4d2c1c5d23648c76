import { type Core } from '@strapi/types';

import packageJson from '../../package.json';
import { resolveConfig } from './config/schema';
import { journalAdvice } from './database/journal';
import { refuseNewerDatabase } from './database/migrations';
import { adminActions, PLUGIN } from './permissions';
import { createPipeline } from './pipeline/pipeline';
import { keepPipeline } from './services/get-pipeline';
import { refuseTakenPath } from './views/content-types';

export default async ({ strapi }: { strapi: Core.Strapi }): Promise<void> => {
  const { version } = packageJson;
  const config = resolveConfig(strapi.config.get(`plugin::${PLUGIN}`));
  refuseTakenPath(strapi, config.apiPrefix);
  await refuseNewerDatabase(strapi.db, version);
  await strapi.service('admin::permission').actionProvider.registerMany(adminActions);

  const isProduction = process.env.NODE_ENV === 'production';
  const pipeline = await createPipeline(strapi, { config, version, isProduction });
  keepPipeline(strapi, pipeline);
  const advice = await journalAdvice(strapi.db);
  function start(): void {
    pipeline.start();
    if (advice !== null) strapi.log.info(advice);
  }

  // Commands such as export and console bootstrap too, but never listen: they must not send anything.
  const { httpServer } = strapi.server;
  httpServer.on('request', () => pipeline.requestArrived());
  if (httpServer.listening) start();
  else httpServer.once('listening', start);
};
