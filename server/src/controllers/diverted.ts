/** REST: failed deliveries that wait for a person. Parses, calls, answers. */
import { type Core } from '@strapi/types';
import { type Context } from 'koa';

import { divertedQuerySchema } from '../../../contracts/delivery-query';
import { deliveryNotFound } from '../operations/deliveries';
import { pipelineOf } from '../services/get-pipeline';
import { parseInput } from '../support/validation';
import { action } from './action';

const SCOPE = { diverted: true } as const;

export default ({ strapi }: { strapi: Core.Strapi }) => {
  const destinationOf = (ctx: Context) => pipelineOf(strapi).destinations.get(ctx.params.id);

  /** @throws NotFoundError when it is not among the diverted ones */
  async function divertedOf(ctx: Context, destinationId: string) {
    const data = await pipelineOf(strapi).history.find(destinationId, ctx.params.deliveryId, SCOPE);
    if (!data) throw deliveryNotFound();
    return data;
  }

  return {
    find: action(async (ctx) => {
      const query = parseInput(divertedQuerySchema, ctx.query);
      const { id } = await destinationOf(ctx);
      const { history } = pipelineOf(strapi);
      const { deliveries, total, capped } = await history.list(id, { ...query, ...SCOPE });
      const { page, per_page } = query;
      ctx.body = { data: deliveries, meta: { pagination: { page, per_page, total, capped } } };
    }),

    findOne: action(async (ctx) => {
      const { id } = await destinationOf(ctx);
      ctx.body = { data: await divertedOf(ctx, id) };
    }),

    resend: action(async (ctx) => {
      const destination = await destinationOf(ctx);
      const { id } = await divertedOf(ctx, destination.id);
      const { deliveries, history } = pipelineOf(strapi);
      await deliveries.retry(destination, id);
      ctx.body = { data: await history.find(destination.id, id) };
      ctx.status = 202;
    }),

    delete: action(async (ctx) => {
      const destination = await destinationOf(ctx);
      await pipelineOf(strapi).deliveries.forgetDiverted(destination, ctx.params.deliveryId);
      ctx.status = 204;
    }),
  };
};
