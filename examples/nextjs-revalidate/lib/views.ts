/** Fetches views for pages; Next.js keeps them until a message expires one of their tags. */
const { STRAPI_URL, STRAPI_TOKEN } = process.env;

export interface View {
  id: string;
  type: string;
  view: Record<string, unknown>;
}

/** @param question names one view: its `id`, its `handle` or its `url` */
export async function fetchView(
  type: string,
  question: { id: string } | { handle: string } | { url: string }
): Promise<View | null> {
  const tags = 'id' in question ? [type, question.id] : [type];
  const response = await fetch(
    `${STRAPI_URL}/api/destinations/delivery?${new URLSearchParams(question)}`,
    { headers: { authorization: `Bearer ${STRAPI_TOKEN}` }, next: { tags } }
  );
  if (response.status === 404 || response.status === 410) return null;
  if (!response.ok) throw new Error(`Strapi answered ${response.status} for ${response.url}`);
  const { data } = await response.json();
  return data;
}
