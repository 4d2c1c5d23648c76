/**
 * Refuses bodies that are not JSON before Strapi reads them. A form would be parsed, and its files stored, for
 * anybody; and a form that breaks off is a 500 in Strapi's body parser.
 */
import { type Context, type Next } from 'koa';

const STATUS = 415;
const MAX_QUOTED = 100;

/** @param prefixes paths of the plugin, such as `/api/destinations` */
export function createJsonOnly(prefixes: readonly string[]) {
  const own = prefixes.map((prefix) => prefix.toLowerCase());
  // Strapi's router does not tell upper from lower case either.
  const isOurs = (path: string): boolean =>
    own.some((prefix) => `${path.toLowerCase()}/`.startsWith(`${prefix}/`));

  return async (ctx: Context, next: Next): Promise<void> => {
    const isRefused = isOurs(ctx.path) && hasBody(ctx) && ctx.request.is('json', '+json') === false;
    if (!isRefused) {
      await next();
      return;
    }
    const got = JSON.stringify(ctx.get('content-type').slice(0, MAX_QUOTED));
    ctx.status = STATUS;
    ctx.body = {
      data: null,
      error: {
        status: STATUS,
        name: 'UnsupportedMediaTypeError',
        message: `Expected a body of the content-type "application/json", got ${got}`,
        details: {},
      },
    };
  };
}

/** Many clients announce the empty body of a POST with a length of 0. */
function hasBody(ctx: Context): boolean {
  if (ctx.get('transfer-encoding') !== '') return true;
  return Number(ctx.get('content-length')) > 0;
}
