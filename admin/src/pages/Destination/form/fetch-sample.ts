/** How a receiver fetches the view that a message is about. Pure. */

/** @param origin of this Strapi; the message itself carries the whole address in `url` */
export function fetchSample(origin: string): string {
  const id = encodeURIComponent('gid://Environment/…/Source/…/Entity/…/View/article');
  return [
    'curl -H "Authorization: Bearer $STRAPI_TOKEN" \\',
    `  "${origin}/api/destinations/delivery?id=${id}"`,
  ].join('\n');
}
