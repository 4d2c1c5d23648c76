/** REST: how a destination compares with the content, and the repair. Parses, calls, answers. */
import { type Core } from '@strapi/types';

import { repairSchema } from '../../../contracts/job';
import { pipelineOf } from '../services/get-pipeline';
import { parseInput } from '../support/validation';
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
    const input = parseInput(repairSchema, ctx.request.body ?? {});
    ctx.body = { data: await redeploys.repair(id, input) };
    ctx.status = 202;
  }),
});
