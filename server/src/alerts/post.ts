/** Posts an alert, signed like a message, through the same client and its address guard. One try, no retry. */
import { v7 as uuidv7 } from 'uuid';

import { basicAuthorization } from '../delivery/headers';
import { type HttpClient } from '../delivery/http-client';
import { classify } from '../delivery/outcome';
import { parseSecret, sign } from '../delivery/signature';
import { parseTarget } from '../delivery/target';
import { type Clock } from '../support/clock';

const TIMEOUT_MS = 10_000;

export interface AlertPost {
  url: string;
  /** `whsec_…`, the current one first. */
  secrets: readonly string[];
  body: string;
}

export interface PostAlertDeps {
  client: HttpClient;
  clock: Pick<Clock, 'now'>;
  /** Of this plugin. */
  version: string;
}

/** @throws Error that says why it did not arrive */
export type PostAlert = (post: AlertPost) => Promise<void>;

export function createPostAlert({ client, clock, version }: PostAlertDeps): PostAlert {
  return async ({ url, secrets, body }) => {
    const target = parseTarget(url);
    const id = uuidv7();
    const timestamp = Math.floor(clock.now() / 1_000);
    const signature = sign({ secrets: secrets.map(parseSecret), id, timestamp, body });
    const headers = [
      ...['content-type', 'application/json'],
      ...['user-agent', `strapi-plugin-destinations/${version}`],
      ...['webhook-id', id],
      ...['webhook-timestamp', String(timestamp)],
      ...(signature === '' ? [] : ['webhook-signature', signature]),
      ...(target.credentials ? ['authorization', basicAuthorization(target.credentials)] : []),
    ];
    const outcome = classify(await client.send({ target, headers, body, timeoutMs: TIMEOUT_MS }));
    if (outcome.kind === 'failure') throw new Error(outcome.error.message);
  };
}
