/** A request as a command for a shell, to try it by hand. What is secret is masked, so it may be passed on. Pure. */
import { type DeliveryWithAttempts } from '../../../../../contracts/delivery';

/** Written by curl itself. */
const LEFT_OUT = new Set(['host', 'content-length', 'connection', 'transfer-encoding']);
const BEFORE_THE_FIRST_ATTEMPT = { 'content-type': ['application/json'] };

export function asCurl(
  url: string,
  { attempts, body }: Pick<DeliveryWithAttempts, 'attempts' | 'body'>
): string {
  const headers = attempts.at(-1)?.requestHeaders ?? {};
  const shown = Object.keys(headers).length > 0 ? headers : BEFORE_THE_FIRST_ATTEMPT;
  const lines = Object.entries(shown)
    .filter(([name]) => !LEFT_OUT.has(name.toLowerCase()))
    .flatMap(([name, values]) => values.map((value) => `-H ${quoted(`${name}: ${value}`)}`));
  return [`curl -X POST ${quoted(url)}`, ...lines, `--data-raw ${quoted(body)}`].join(' \\\n  ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
