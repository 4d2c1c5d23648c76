/** A destination's URL, taken apart once: what is dialled, what is asked for, and who asks. */

export interface Credentials {
  username: string;
  password: string;
}

export interface Target {
  /** Without credentials and fragment. */
  url: URL;
  origin: string;
  /** Path and query. */
  path: string;
  /** From the user information of the URL; null when it has none. */
  credentials: Credentials | null;
}

/** @throws when the text is not a URL; the message does not repeat it, it may contain a password */
export function parseTarget(text: string): Target {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url) throw new Error('Expected the URL of the destination to be a URL, got something else');

  const credentials =
    url.username === '' && url.password === ''
      ? null
      : { username: decodeUserInfo(url.username), password: decodeUserInfo(url.password) };
  url.username = '';
  url.password = '';
  url.hash = '';
  return { url, origin: url.origin, path: url.pathname + url.search, credentials };
}

/** A percent sign that starts no escape is taken literally, as browsers do. */
export function decodeUserInfo(text: string): string {
  const bytes: number[] = [];
  const source = Buffer.from(text);
  for (let index = 0; index < source.length; index += 1) {
    const escaped = source.toString('latin1', index, index + 3);
    if (/^%[0-9a-f]{2}$/i.test(escaped)) {
      bytes.push(Number.parseInt(escaped.slice(1), 16));
      index += 2;
    } else {
      bytes.push(source[index]);
    }
  }
  return Buffer.from(bytes).toString();
}
