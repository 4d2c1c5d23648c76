/** A Strapi in a process of its own. */
import { startChild } from './child.mjs';
import { createCall } from './strapi.mjs';

/** @param {{ database: { name: string, env: object }, config?: object, withPlugin?: boolean }} options */
export async function startStrapiChild(options) {
  const child = await startChild(new URL('./strapi-process.mjs', import.meta.url), {
    args: [JSON.stringify(options)],
    execArgv: ['--expose-gc'],
  });
  const { url, token } = await child.call('address');
  return {
    pid: child.pid,
    /** An action of strapi-process.mjs. */
    act: child.call,
    /** Its REST API. */
    call: createCall(url, token),
    async stop() {
      await child.call('stop');
      await child.stop();
    },
  };
}
