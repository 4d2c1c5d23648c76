/** Purges the pages of a view from a CDN, by tag. The request is that of Cloudflare's API. */
import { createServer } from 'node:http';

import { Webhook } from 'standardwebhooks';

const { DESTINATION_SECRET, CDN_PURGE_URL, CDN_TOKEN, PORT = '3000' } = process.env;

const webhook = new Webhook(DESTINATION_SECRET);

createServer(async (request, response) => {
  try {
    response.writeHead(await receive(request)).end();
  } catch (error) {
    // Strapi sends the message again after any answer that is no 2xx.
    console.error(error);
    response.writeHead(502).end();
  }
}).listen(Number(PORT));

/** @returns the status to answer with */
async function receive(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  let message;
  try {
    message = webhook.verify(Buffer.concat(chunks).toString(), request.headers);
  } catch {
    return 401;
  }
  if (!message.test) await purge(tagOf(message));
  return 204;
}

/** The tag that a page carries for each view it shows. */
function tagOf({ type, originId }) {
  return `${type}-${originId}`;
}

async function purge(tag) {
  const response = await fetch(CDN_PURGE_URL, {
    method: 'POST',
    headers: { authorization: `Bearer ${CDN_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ tags: [tag] }),
  });
  if (!response.ok) throw new Error(`The CDN answered ${response.status} to the purge of ${tag}`);
}
