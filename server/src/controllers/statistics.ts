/** REST: how destinations are doing. Parses, calls, answers. */
import { type Core } from '@strapi/types';

import { statisticsQuerySchema } from '../../../contracts/statistics';
import { pipelineOf } from '../services/get-pipeline';
import { parseInput } from '../support/validation';
import { action } from './action';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  find: action(async (ctx) => {
    const { hours } = parseInput(statisticsQuerySchema, ctx.query);
    ctx.body = { data: await pipelineOf(strapi).statistics(hours) };
  }),
});
