/** Keeps a search index up to date, and answers searches: `GET /?q=tents`. */
import { createServer } from 'node:http';

import MiniSearch from 'minisearch';
import { Webhook } from 'standardwebhooks';

const { DESTINATION_SECRET, STRAPI_TOKEN, PORT = '3000' } = process.env;

const webhook = new Webhook(DESTINATION_SECRET);
const index = new MiniSearch({ fields: ['title', 'text'], storeFields: ['type', 'title'] });
/** The latest version of each view that arrived; kept when it is removed, so that nothing older brings it back. */
const versions = new Map();

createServer(async (request, response) => {
  try {
    if (request.method === 'GET') search(request, response);
    else response.writeHead(await receive(request)).end();
  } catch (error) {
    // Strapi sends the message again after any answer that is no 2xx.
    console.error(error);
    response.writeHead(500).end();
  }
}).listen(Number(PORT));

/** @returns the status to answer with */
async function receive(request) {
  const body = await bodyOf(request);
  let message;
  try {
    message = webhook.verify(body, request.headers);
  } catch {
    return 401;
  }
  if (message.test) return 204;

  const version = Number(request.headers['x-enterspeed-view-version']);
  if (version < (versions.get(message.id) ?? 0)) return 204;
  const view = message.action === 'Deploy' ? await fetchView(message.url) : null;
  if (index.has(message.id)) index.discard(message.id);
  if (view) index.add(documentOf(message, view));
  versions.set(message.id, version);
  return 204;
}

/** @returns null when the view is gone meanwhile: its Remove is on the way */
async function fetchView(url) {
  const response = await fetch(url, { headers: { authorization: `Bearer ${STRAPI_TOKEN}` } });
  if (response.status === 404 || response.status === 410) return null;
  if (!response.ok) throw new Error(`Strapi answered ${response.status} for ${url}`);
  const { data } = await response.json();
  return data.view;
}

function documentOf({ id, type }, view) {
  const { title, name, ...others } = view;
  const texts = Object.values(others).filter((value) => typeof value === 'string');
  return { id, type, title: title ?? name, text: texts.join('\n') };
}

function search(request, response) {
  const { searchParams } = new URL(request.url, 'http://localhost');
  const found = index.search(searchParams.get('q') ?? '', { prefix: true });
  const results = found.map(({ id, type, title }) => ({ id, type, title }));
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(results));
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
