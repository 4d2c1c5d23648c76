/** REST: destinations for another environment. */
import { type Core } from '@strapi/types';

import { pipelineOf } from '../services/get-pipeline';
import { action } from './action';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  find: action(async (ctx) => {
    ctx.body = { data: { destinations: await pipelineOf(strapi).exportDestinations() } };
  }),
});
