/** REST: destinations. Parses, calls, answers. */
import { type Core } from '@strapi/types';
import { type Context } from 'koa';

import { destinationQuerySchema } from '../../../contracts/delivery-query';
import {
  createDestinationSchema,
  type Destination,
  rotateSecretSchema,
  updateDestinationSchema,
} from '../../../contracts/destination';
import { pipelineOf } from '../services/get-pipeline';
import { invalid, parseInput } from '../support/validation';
import { action } from './action';
import { actorOf } from './actor';

export default ({ strapi }: { strapi: Core.Strapi }) => {
  const destinations = () => pipelineOf(strapi).destinations;

  function answerWithWarnings(ctx: Context, data: Destination, meta: object = {}): void {
    ctx.body = { data, meta: { warnings: pipelineOf(strapi).eventWarnings(data.events), ...meta } };
  }

  return {
    find: action(async (ctx) => {
      const { offset, count, ...filters } = parseInput(destinationQuerySchema, ctx.query);
      const { destinations: data, total } = await destinations().list({
        offset,
        count,
        ...filters,
      });
      ctx.body = { data, meta: { pagination: { offset, count, total } } };
    }),

    findOne: action(async (ctx) => {
      ctx.body = { data: await destinations().get(ctx.params.id) };
    }),

    create: action(async (ctx) => {
      const input = parseInput(createDestinationSchema, ctx.request.body);
      const created = await destinations().create(input, await actorOf(strapi, ctx));
      const redeploy = input.sendExisting
        ? await pipelineOf(strapi).redeploys.redeploy(created.id, {})
        : null;
      answerWithWarnings(ctx, created, redeploy ? { redeploy } : {});
      ctx.status = 201;
    }),

    update: action(async (ctx) => {
      const input = parseInput(updateDestinationSchema, ctx.request.body);
      const expectedVersion = versionOf(ctx);
      const updated = await destinations().update(ctx.params.id, input, {
        ...(await actorOf(strapi, ctx)),
        expectedVersion,
      });
      answerWithWarnings(ctx, updated);
    }),

    delete: action(async (ctx) => {
      await destinations().remove(ctx.params.id);
      ctx.status = 204;
    }),

    suspend: action(async (ctx) => {
      const { id } = await destinations().get(ctx.params.id);
      await pipelineOf(strapi).suspension.suspend(id, 'manual');
      ctx.body = { data: await destinations().get(id) };
    }),

    unsuspend: action(async (ctx) => {
      const { id } = await destinations().get(ctx.params.id);
      await pipelineOf(strapi).suspension.unsuspend(id);
      ctx.body = { data: await destinations().get(id) };
    }),

    rotateSecret: action(async (ctx) => {
      const { graceSeconds } = parseInput(rotateSecretSchema, ctx.request.body ?? {});
      ctx.body = { data: await destinations().rotateSecret(ctx.params.id, graceSeconds) };
    }),
  };
};

/** The version in `If-Match`, such as `"3"`; undefined when the header is missing or `*`. */
function versionOf(ctx: Context): number | undefined {
  const header = ctx.get('if-match');
  if (header === '' || header === '*') return undefined;
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header);
  if (match) return Number(match[1]);
  throw invalid([
    {
      path: ['If-Match'],
      message: `"If-Match": expected the version of the destination, such as "3", got ${JSON.stringify(header)}`,
    },
  ]);
}
