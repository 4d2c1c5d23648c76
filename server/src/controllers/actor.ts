/** Who makes a request, and what they may read. */
import { type Core } from '@strapi/types';
import { type Context } from 'koa';

import { type Actor, type Owner } from '../destinations/destinations';
import { pipelineOf } from '../services/get-pipeline';

export async function actorOf(strapi: Core.Strapi, ctx: Context): Promise<Actor> {
  const owner = ownerOf(ctx);
  if (owner) return { owner, mayRead: await pipelineOf(strapi).readRightsOf(owner) };
  // The public role: it has no name, and still not every right.
  const { ability } = ctx.state.auth ?? {};
  const may = (scope: string): boolean => Boolean(ability?.can(scope));
  return { owner, mayRead: (uid) => may(`${uid}.find`) || may(`${uid}.findOne`) };
}

function ownerOf(ctx: Context): Owner | null {
  const { auth, user } = ctx.state;
  const strategy = String(auth?.strategy?.name ?? '');
  if (strategy.includes('token')) return { type: 'api-token', id: Number(auth.credentials.id) };
  if (!user) return null;
  return { type: strategy === 'users-permissions' ? 'user' : 'admin', id: Number(user.id) };
}
