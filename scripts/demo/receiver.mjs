/** A receiver as a user would write it: checks the signature, answers, and passes the message on. */
import { once } from 'node:events';

import Koa from 'koa';
import { Webhook } from 'standardwebhooks';

const MAX_BODY_BYTES = 1_000_000;

/**
 * @param {(message: object) => void} onMessage called for each message, also for refused ones
 */
export async function startReceiver(onMessage) {
  let failing = null;
  let useSecret;
  // The first message may be faster than the answer that brings the secret.
  const webhook = new Promise((resolve) => {
    useSecret = (secret) => resolve(new Webhook(secret));
  });

  const app = new Koa();
  app.silent = true;
  app.use(async (ctx) => {
    const body = await readBody(ctx.req);
    const message = { ...read(body, ctx.headers), ...verify(await webhook, body, ctx.headers) };

    if (!message.verified) ctx.status = 401;
    else if (message.originId === failing) ctx.status = 503;
    else ctx.status = 204;
    if (ctx.status === 503) failing = null;

    onMessage({ ...message, answered: ctx.status });
  });

  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${server.address().port}/hooks`,
    useSecret,
    /** Answers 503 to the next message about this entry. */
    failOnce(originId) {
      failing = originId;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function readBody(request) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) throw new Error(`Expected at most ${MAX_BODY_BYTES} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function verify(webhook, body, headers) {
  try {
    webhook.verify(body, headers);
    return { verified: true };
  } catch (error) {
    return { verified: false, reason: error.message };
  }
}

function read(body, headers) {
  const { id, originId, type, action, url } = JSON.parse(body);
  return {
    gid: id,
    originId,
    type,
    action,
    url,
    webhookId: headers['webhook-id'],
    attempt: Number(headers['x-enterspeed-attempt']),
    version: Number(headers['x-enterspeed-view-version']),
  };
}
