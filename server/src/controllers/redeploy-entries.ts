/** REST: sends chosen entries again. Parses, calls, answers. */
import { type Core } from '@strapi/types';

import { redeployEntriesSchema } from '../../../contracts/job';
import { pipelineOf } from '../services/get-pipeline';
import { parseInput } from '../support/validation';
import { action } from './action';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  create: action(async (ctx) => {
    const input = parseInput(redeployEntriesSchema, ctx.request.body ?? {});
    ctx.body = { data: await pipelineOf(strapi).redeployEntries(input) };
    ctx.status = 202;
  }),
});
