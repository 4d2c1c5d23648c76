/** A destination's URL: its credentials are kept apart from it, because the URL is shown and logged. Pure. */

export interface SplitUrl {
  /** Without credentials and fragment. */
  url: string;
  /** `user:password`, decoded; null when there is none. */
  credentials: string | null;
}

/** @returns null when the text is not an absolute http or https URL with a host */
export function splitUrl(text: string): SplitUrl | null {
  if (!URL.canParse(text)) return null;
  const parsed = new URL(text);
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') return null;
  if (parsed.hostname === '') return null;

  const { username, password } = parsed;
  parsed.username = '';
  parsed.password = '';
  parsed.hash = '';

  return {
    url: parsed.href,
    credentials:
      username === '' && password === '' ? null : `${decode(username)}:${decode(password)}`,
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign stands for itself.
    return text;
  }
}
