/** What every action of the REST API has in common. */
import { errors } from '@strapi/utils';
import { type Context } from 'koa';

import { ConflictError } from '../support/validation';

export type Action = (ctx: Context) => Promise<void>;

/**
 * Strapi knows the errors of `@strapi/utils`; a conflict is not among them, and a refusal would lose its message
 * on the way.
 */
export function action(handle: Action): Action {
  return async (ctx) => {
    try {
      await handle(ctx);
    } catch (error) {
      if (error instanceof ConflictError) ctx.conflict(error.message, error.details);
      else if (error instanceof errors.ForbiddenError) ctx.forbidden(error.message);
      else throw error;
    }
  };
}
