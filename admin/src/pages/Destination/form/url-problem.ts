/** What is wrong with the address of a receiver, as far as the browser can see it. Pure. */

export type UrlProblem = 'missing' | 'unreadable' | 'protocol' | 'fragment';

export function urlProblem(text: string): UrlProblem | null {
  const trimmed = text.trim();
  if (trimmed === '') return 'missing';
  if (!URL.canParse(trimmed)) return 'unreadable';
  const { protocol, hash } = new URL(trimmed);
  if (protocol !== 'http:' && protocol !== 'https:') return 'protocol';
  return hash === '' ? null : 'fragment';
}

/** `shop.example.com`, or nothing while it cannot be read. */
export function hostOf(text: string): string {
  return URL.canParse(text.trim()) ? new URL(text.trim()).host : '';
}
