/** REST: the history of a destination, and what an operator may do about it. Parses, calls, answers. */
import { type Core } from '@strapi/types';
import { type Context } from 'koa';

import {
  cancelDeliveriesSchema,
  retryDeliveriesSchema,
  testMessageSchema,
} from '../../../contracts/delivery-commands';
import { deliveryQuerySchema } from '../../../contracts/delivery-query';
import { deliveryNotFound } from '../operations/deliveries';
import { pipelineOf } from '../services/get-pipeline';
import { parseInput } from '../support/validation';
import { action } from './action';

export default ({ strapi }: { strapi: Core.Strapi }) => {
  const destinationOf = (ctx: Context) => pipelineOf(strapi).destinations.get(ctx.params.id);

  async function answer(ctx: Context, destinationId: string, deliveryId: string): Promise<void> {
    const data = await pipelineOf(strapi).history.find(destinationId, deliveryId);
    if (!data) throw deliveryNotFound();
    ctx.body = { data };
  }

  return {
    find: action(async (ctx) => {
      const query = parseInput(deliveryQuerySchema, ctx.query);
      const { id } = await destinationOf(ctx);
      const { deliveries, total, capped } = await pipelineOf(strapi).history.list(id, query);
      const { page, per_page } = query;
      ctx.body = { data: deliveries, meta: { pagination: { page, per_page, total, capped } } };
    }),

    findOne: action(async (ctx) => {
      const { id } = await destinationOf(ctx);
      await answer(ctx, id, ctx.params.deliveryId);
    }),

    retry: action(async (ctx) => {
      const destination = await destinationOf(ctx);
      await pipelineOf(strapi).deliveries.retry(destination, ctx.params.deliveryId);
      await answer(ctx, destination.id, ctx.params.deliveryId);
      ctx.status = 202;
    }),

    retryMany: action(async (ctx) => {
      const input = parseInput(retryDeliveriesSchema, ctx.request.body ?? {});
      const destination = await destinationOf(ctx);
      const queued = await pipelineOf(strapi).deliveries.retryMany(destination, input);
      ctx.body = { data: { queued } };
      ctx.status = 202;
    }),

    cancel: action(async (ctx) => {
      const destination = await destinationOf(ctx);
      await pipelineOf(strapi).deliveries.cancel(destination, ctx.params.deliveryId);
      await answer(ctx, destination.id, ctx.params.deliveryId);
      ctx.status = 202;
    }),

    cancelMany: action(async (ctx) => {
      const input = parseInput(cancelDeliveriesSchema, ctx.request.body ?? {});
      const destination = await destinationOf(ctx);
      const canceled = await pipelineOf(strapi).deliveries.cancelMany(destination, input);
      ctx.body = { data: { canceled } };
      ctx.status = 202;
    }),

    test: action(async (ctx) => {
      const { event } = parseInput(testMessageSchema, ctx.request.body ?? {});
      const { id } = await destinationOf(ctx);
      await answer(ctx, id, await pipelineOf(strapi).sendTest(id, event));
      ctx.status = 202;
    }),
  };
};
