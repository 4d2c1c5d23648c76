/** Hides keys and secrets before an attempt goes into the history. */
import { MASK } from '../../../contracts/mask';
import { isSecretName } from '../support/secret-names';
import type { ResponseHeaders } from './exchange';

const SHOWN_CHARACTERS = 4;
/** A shorter value would be half given away by its last four characters. */
const MIN_LENGTH_TO_SHOW = 12;
/** A shorter value may be an ordinary word, and masking it would garble the text. */
const MIN_LENGTH_TO_SEARCH = 8;

/** @param list flat list of names and values */
export function maskHeaders(list: readonly string[]): Record<string, string[]> {
  const masked = new Map<string, string[]>();
  for (let index = 0; index < list.length; index += 2) {
    const value = maskValue(list[index], list[index + 1]);
    const values = masked.get(list[index]);
    if (values) values.push(value);
    else masked.set(list[index], [value]);
  }
  // fromEntries defines its keys, so a header named __proto__ is a header like any other.
  return Object.fromEntries(masked);
}

export function maskResponseHeaders(headers: ResponseHeaders): Record<string, string[]> {
  // Without a prototype, so that a header named __proto__ is a header like any other.
  const masked: Record<string, string[]> = Object.create(null);
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    const values = typeof value === 'string' ? [value] : value;
    masked[name] = values.map((single) => maskValue(name, single));
  }
  return masked;
}

/** The values of a flat list of headers that a receiver might repeat in its answer. */
export function secretValues(list: readonly string[]): string[] {
  return list.filter((value, index) => {
    return index % 2 === 1 && isSecretName(list[index - 1]) && value.length >= MIN_LENGTH_TO_SEARCH;
  });
}

/** Error pages like to show the request that they failed on. */
export function maskEchoes(text: string, secrets: readonly string[]): string {
  let masked = text;
  for (const secret of secrets) {
    if (masked.includes(secret)) masked = masked.replaceAll(secret, MASK);
  }
  return masked;
}

/** `••••` and the last four characters, when there is enough left to guess. */
export function maskSecret(value: string): string {
  return value.length < MIN_LENGTH_TO_SHOW ? MASK : MASK + value.slice(-SHOWN_CHARACTERS);
}

function maskValue(name: string, value: string): string {
  if (!isSecretName(name)) return value;
  // The end of Basic credentials decodes to the end of the password.
  return /^basic /i.test(value) ? MASK : maskSecret(value);
}
