/** REST: how many views a subscription would bring. Parses, calls, answers. */
import { type Core } from '@strapi/types';

import { viewCountQuerySchema } from '../../../contracts/view-count';
import { pipelineOf } from '../services/get-pipeline';
import { parseInput } from '../support/validation';
import { action } from './action';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  find: action(async (ctx) => {
    const query = parseInput(viewCountQuerySchema, ctx.query);
    ctx.body = { data: await pipelineOf(strapi).countViews(query) };
  }),
});
