/** A request and its response, written as they went over the wire. Pure. */
import { type Attempt } from '../../../../../contracts/delivery';

export function requestText(
  url: string,
  { requestHeaders }: Pick<Attempt, 'requestHeaders'>,
  body: string
): string {
  return [`POST ${url}`, headersText(requestHeaders), '', indented(body)].join('\n');
}

export function responseText({
  httpStatus,
  responseHeaders,
  responseBody,
}: Pick<Attempt, 'httpStatus' | 'responseHeaders' | 'responseBody'>): string {
  const head = [`HTTP ${httpStatus ?? '–'}`, headersText(responseHeaders)].join('\n');
  return responseBody ? [head, '', responseBody].join('\n') : head;
}

export function headersText(headers: Record<string, string[]>): string {
  return Object.entries(headers)
    .flatMap(([name, values]) => values.map((value) => `${name}: ${value}`))
    .join('\n');
}

/** The body is sent on one line, which nobody can read. */
export function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch (error) {
    if (error instanceof SyntaxError) return body;
    throw error;
  }
}
