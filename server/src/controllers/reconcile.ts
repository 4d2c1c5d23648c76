/** REST: how a destination compares with the content, and the repair. Parses, calls, answers. */
import { type Core } from '@strapi/types';

import { repairSchema } from '../../../contracts/job';
import { refuseInactive } from '../operations/refuse-inactive';
import { pipelineOf } from '../services/get-pipeline';
import { parseInput } from '../support/validation';
import { action } from './action';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  find: action(async (ctx) => {
    const { destinations, redeploys } = pipelineOf(strapi);
    ctx.body = { data: await redeploys.compare(await destinations.record(ctx.params.id)) };
  }),

  repair: action(async (ctx) => {
    const { destinations, redeploys } = pipelineOf(strapi);
    const destination = await destinations.get(ctx.params.id);
    refuseInactive(destination);
    const input = parseInput(repairSchema, ctx.request.body ?? {});
    ctx.body = { data: await redeploys.repair(destination.id, input) };
    ctx.status = 202;
  }),
});
