/** REST: redeploy and reconcile. Parses, calls, answers. */
import { errors } from '@strapi/utils';
import { type Core } from '@strapi/types';
import { type Context } from 'koa';

import { redeploySchema } from '../../../contracts/job';
import { refuseInactive } from '../operations/refuse-inactive';
import { pipelineOf } from '../services/get-pipeline';
import { isUuid } from '../support/uuid';
import { ConflictError, parseInput } from '../support/validation';
import { action } from './action';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  create: action(async (ctx) => {
    const { destinations, redeploys } = pipelineOf(strapi);
    const destination = await destinations.get(ctx.params.id);
    refuseInactive(destination);
    const input = parseInput(redeploySchema, ctx.request.body ?? {});
    ctx.body = { data: await redeploys.redeploy(destination.id, input) };
    ctx.status = 202;
  }),

  find: action(async (ctx) => {
    const { destinations, redeploys } = pipelineOf(strapi);
    const { id } = await destinations.get(ctx.params.id);
    ctx.body = { data: await redeploys.list(id) };
  }),

  findOne: action(async (ctx) => {
    const { destinations, redeploys } = pipelineOf(strapi);
    const { id } = await destinations.get(ctx.params.id);
    const data = await redeploys.progress(id, redeployIdOf(ctx));
    if (!data) throw redeployNotFound();
    ctx.body = { data };
  }),

  pause: change(strapi, 'pause', 'The redeploy does not run.'),
  resume: change(strapi, 'resume', 'The redeploy is not paused.'),
  cancel: change(strapi, 'cancel', 'The redeploy has already ended.'),
});

/** @param refusal why it cannot be done to one that is there */
function change(strapi: Core.Strapi, verb: 'pause' | 'resume' | 'cancel', refusal: string) {
  return action(async (ctx) => {
    const { destinations, redeploys } = pipelineOf(strapi);
    const { id } = await destinations.get(ctx.params.id);
    const redeployId = redeployIdOf(ctx);
    const isDone = await redeploys[verb](id, redeployId);
    if (isDone === null) throw redeployNotFound();
    if (!isDone) throw new ConflictError(refusal);
    ctx.body = { data: await redeploys.progress(id, redeployId) };
    ctx.status = 202;
  });
}

/** @throws NotFoundError for what cannot be an id, and must not reach the database */
function redeployIdOf(ctx: Context): string {
  const { redeployId } = ctx.params;
  if (!isUuid(redeployId)) throw redeployNotFound();
  return redeployId;
}

function redeployNotFound(): errors.NotFoundError {
  return new errors.NotFoundError('Redeploy not found');
}
