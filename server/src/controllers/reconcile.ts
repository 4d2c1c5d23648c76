/** REST: how a destination compares with the content, and the repair. Parses, calls, answers. */
import { type Core } from '@strapi/types';

import { pipelineOf } from '../services/get-pipeline';
import { action } from './action';
import { refuseInactive } from './refuse-inactive';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  find: action(async (ctx) => {
    const { destinations, redeploys } = pipelineOf(strapi);
    ctx.body = { data: await redeploys.compare(await destinations.record(ctx.params.id)) };
  }),

  repair: action(async (ctx) => {
    const { destinations, redeploys } = pipelineOf(strapi);
    const { id } = refuseInactive(await destinations.get(ctx.params.id));
    ctx.body = { data: await redeploys.repair(id) };
    ctx.status = 202;
  }),
});
