/** The page of a list, as it stands in the address. Pure. */

/** Rows in a page that a person can choose; the first unless they do. */
export const PAGE_SIZES = [25, 50, 100] as const;

const [USUAL_SIZE, , LARGEST_SIZE] = PAGE_SIZES;

export function readPage(params: URLSearchParams): { page: number; perPage: number } {
  const perPage = positive(params.get('pageSize')) ?? USUAL_SIZE;
  return {
    page: positive(params.get('page')) ?? 1,
    perPage: Math.min(perPage, LARGEST_SIZE),
  };
}

function positive(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,7}$/.test(text) ? Number(text) : null;
}
