/** REST: the Delivery API. Parses, calls, answers. */
import { errors } from '@strapi/utils';
import { type Core } from '@strapi/types';
import { type Context } from 'koa';

import { viewQuerySchema } from '../../../contracts/view-query';
import { READ_IN_ADMIN } from '../operations/read-rights';
import { pipelineOf } from '../services/get-pipeline';
import { unreachable } from '../support/never';
import { parseInput } from '../support/validation';
import { action } from './action';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  findOne: action(async (ctx) => {
    const query = parseInput(viewQuerySchema, ctx.query);
    const { deliveryApi, cacheControl } = pipelineOf(strapi).views;
    const known = ctx.get('if-none-match');
    const answer = await deliveryApi.read(query, readerOf(strapi, ctx), (etag) =>
      isAmong(known, etag)
    );
    switch (answer.kind) {
      case 'unchanged':
        describe(ctx, answer.etag, cacheControl);
        ctx.status = 304;
        return;
      case 'found':
        describe(ctx, answer.etag, cacheControl);
        ctx.type = 'application/json';
        ctx.body = answer.body;
        return;
      case 'unknown':
        throw new errors.NotFoundError('View not found');
      case 'removed':
        ctx.gone('View removed');
        return;
      case 'forbidden':
        throw new errors.ForbiddenError(`Reading ${answer.uid} is not allowed`);
      case 'failed':
        strapi.log.error(`The view schema "${answer.type}" failed: ${answer.error.message}`);
        ctx.internalServerError(`The view schema "${answer.type}" failed; the log says why`);
        return;
      default:
        unreachable(answer);
    }
  }),
});

function describe(ctx: Context, etag: string, cacheControl: string): void {
  ctx.set('etag', etag);
  ctx.set('cache-control', cacheControl);
  ctx.vary('authorization');
}

/** Says which content types the caller may read; asks Strapi once for each. */
function readerOf(strapi: Core.Strapi, ctx: Context): (uid: string) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>();
  return (uid) => {
    const answer = known.get(uid) ?? mayRead(strapi, ctx, uid);
    known.set(uid, answer);
    return answer;
  };
}

async function mayRead(strapi: Core.Strapi, ctx: Context, uid: string): Promise<boolean> {
  const { auth, route, userAbility } = ctx.state;
  if (route?.info?.type === 'admin') return userAbility.can(READ_IN_ADMIN, uid);
  // A single type has no `findOne`.
  for (const scope of [`${uid}.findOne`, `${uid}.find`]) {
    try {
      await strapi.get('auth').verify(auth, { scope });
      return true;
    } catch (error) {
      const isRefusal =
        error instanceof errors.ForbiddenError || error instanceof errors.UnauthorizedError;
      if (!isRefusal) throw error;
    }
  }
  return false;
}

/** `*`, or a list of tags, weak or strong. */
function isAmong(header: string, etag: string): boolean {
  if (header.trim() === '*') return true;
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
