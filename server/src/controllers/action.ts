/** What every action of the REST API has in common. */
import { type Context } from 'koa';

import { ConflictError } from '../support/validation';

export type Action = (ctx: Context) => Promise<void>;

/** Strapi knows the errors of `@strapi/utils`; a conflict is not among them. */
export function action(handle: Action): Action {
  return async (ctx) => {
    try {
      await handle(ctx);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      ctx.conflict(error.message, error.details);
    }
  };
}
