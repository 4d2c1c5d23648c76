/** Verifies a message and expires the cache tags of its view. Knows nothing of Next.js, so it is easy to test. */
import { Webhook } from 'standardwebhooks';

interface Message {
  id: string;
  type: string;
  test?: true;
}

export interface Receiving {
  secret: string;
  /** May be called twice with the same tag. */
  expireTag(tag: string): void;
}

export async function receive(
  request: Request,
  { secret, expireTag }: Receiving
): Promise<Response> {
  const message = verified(secret, await request.text(), request.headers);
  if (message === null) return new Response(null, { status: 401 });
  if (!message.test) {
    expireTag(message.id);
    expireTag(message.type);
  }
  return new Response(null, { status: 204 });
}

/** @returns null for what Strapi did not sign */
function verified(secret: string, body: string, headers: Headers): Message | null {
  try {
    return new Webhook(secret).verify(body, Object.fromEntries(headers)) as Message;
  } catch {
    return null;
  }
}
