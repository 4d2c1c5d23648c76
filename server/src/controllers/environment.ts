/** REST: which environment the database belongs to, and the choice. Parses, calls, answers. */
import { type Core } from '@strapi/types';

import { chooseEnvironmentSchema } from '../../../contracts/environment';
import { pipelineOf } from '../services/get-pipeline';
import { parseInput } from '../support/validation';
import { action } from './action';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  find: action(async (ctx) => {
    ctx.body = { data: await pipelineOf(strapi).environment.read() };
  }),

  choose: action(async (ctx) => {
    const { environment } = pipelineOf(strapi);
    const { choice } = parseInput(chooseEnvironmentSchema, ctx.request.body);
    const meta = await environment.choose(choice);
    ctx.body = { data: await environment.read(), meta };
  }),
});
