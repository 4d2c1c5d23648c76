/** Collects the beginning of a response body as text that every database can store. */

export interface ResponseBody {
  /** @returns false when the limit is exceeded: what follows is not wanted */
  add(chunk: Buffer): boolean;
  text(): string;
}

export function createResponseBody(maxBytes: number): ResponseBody {
  const chunks: Buffer[] = [];
  let length = 0;

  return {
    add(chunk) {
      const room = maxBytes - length;
      if (chunk.length <= room) {
        chunks.push(chunk);
        length += chunk.length;
        return true;
      }
      chunks.push(chunk.subarray(0, room));
      length = maxBytes;
      return false;
    },
    text() {
      if (length === 0) return '';
      const bytes = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, length);
      const text = bytes.toString('utf8');
      // PostgreSQL cannot hold NUL in a text.
      return text.includes('\0') ? text.replaceAll('\0', '') : text;
    },
  };
}

/** The longest beginning of the text that takes at most `maxBytes` as UTF-8, no character cut in two. */
export function cutToBytes(text: string, maxBytes: number): string {
  if (text.length * 3 <= maxBytes) return text;
  const bytes = Buffer.from(text);
  if (bytes.length <= maxBytes) return text;

  let end = maxBytes;
  // 10xxxxxx continues a character: step back to where it begins.
  while (end > 0 && (bytes[end] & 0xc0) === 0x80) end -= 1;
  return bytes.toString('utf8', 0, end);
}
