/** REST: the history of a destination. Parses, calls, answers. */
import { errors } from '@strapi/utils';
import { type Core } from '@strapi/types';

import { deliveryQuerySchema } from '../../../contracts/delivery-query';
import { pipelineOf } from '../services/get-pipeline';
import { parseInput } from '../support/validation';
import { action } from './action';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  find: action(async (ctx) => {
    const query = parseInput(deliveryQuerySchema, ctx.query);
    const { destinations, history } = pipelineOf(strapi);
    const { id } = await destinations.get(ctx.params.id);
    const { deliveries, total } = await history.list(id, query);
    const { page, per_page } = query;
    ctx.body = { data: deliveries, meta: { pagination: { page, per_page, total } } };
  }),

  findOne: action(async (ctx) => {
    const { destinations, history } = pipelineOf(strapi);
    const { id } = await destinations.get(ctx.params.id);
    const data = await history.find(id, ctx.params.deliveryId);
    if (!data) throw new errors.NotFoundError('Delivery not found');
    ctx.body = { data };
  }),
});
