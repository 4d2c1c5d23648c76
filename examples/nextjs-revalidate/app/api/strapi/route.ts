/** The destination's URL: `https://<your site>/api/strapi`. */
import { revalidateTag } from 'next/cache';

import { receive } from '../../../lib/receive';

export function POST(request: Request): Promise<Response> {
  return receive(request, {
    secret: process.env.DESTINATION_SECRET ?? '',
    // At once: the next visitor gets the new page. Next.js 15 takes the tag alone.
    expireTag: (tag) => revalidateTag(tag, { expire: 0 }),
  });
}
