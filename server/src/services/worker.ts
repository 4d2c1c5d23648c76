/** Delivering in a process that serves no requests, for the command `strapi-plugin-destinations worker`. */
import { type Core } from '@strapi/types';

import { pipelineOf } from './get-pipeline';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  /**
   * Delivers until Strapi is destroyed; plans nothing. For a Strapi that was loaded and does not listen.
   * @throws Error when the engine is not "bullmq", or the database is SQLite
   */
  start: (): Promise<void> => pipelineOf(strapi).startWorker(),
});
