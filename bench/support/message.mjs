/** A message as the plugin sends it: about 400 bytes, signed, with the same number of headers. */
import { createHmac, createSecretKey, randomBytes, randomUUID } from 'node:crypto';

const secret = createSecretKey(randomBytes(32));
const environment = randomUUID();
const source = randomUUID();
const destination = randomUUID();

/** @param {number} number makes it different from others */
export function messageOf(number) {
  const originId = `bench${String(number).padStart(19, '0')}-en`;
  const id = `gid://Environment/${environment}/Source/${source}/Entity/${originId}/View/article`;
  return {
    id,
    originId,
    type: 'article',
    action: 'Deploy',
    url: `https://cms.example.com/api/destinations/delivery?id=${encodeURIComponent(id)}`,
  };
}

/** Flat list of names and values. */
export function headersOf(body) {
  const id = randomUUID();
  const timestamp = Math.floor(Date.now() / 1_000);
  const digest = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
  return [
    ...['content-type', 'application/json', 'user-agent', 'bench'],
    ...['X-Enterspeed-webhook-name', 'bench', 'X-Enterspeed-system', '1'],
    ...['X-Enterspeed-webhook-id', destination, 'X-Enterspeed-attempt', '1'],
    ...['X-Enterspeed-view-version', '1', 'webhook-id', id],
    ...['webhook-timestamp', String(timestamp), 'webhook-signature', `v1,${digest}`],
  ];
}
