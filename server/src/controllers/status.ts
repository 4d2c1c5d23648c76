/** REST: is a change live? Parses, calls, answers. */
import { type Core } from '@strapi/types';

import { statusQuerySchema } from '../../../contracts/status';
import { pipelineOf } from '../services/get-pipeline';
import { parseInput } from '../support/validation';
import { action } from './action';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  find: action(async (ctx) => {
    const { wait, timeout, ...entry } = parseInput(statusQuerySchema, ctx.query);
    const { findStatus, waitUntilDelivered } = pipelineOf(strapi);
    const data = wait ? await waitUntilDelivered(entry, timeout * 1_000) : await findStatus(entry);
    ctx.body = { data: data.destinations, meta: { planned: data.planned } };
  }),
});
