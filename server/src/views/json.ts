/** Values on their way out: only what JSON can say, and one spelling for equal values. Pure. */
import { createHash } from 'node:crypto';

import { type JsonValue } from '../../../contracts/view';

/**
 * A copy that holds nothing but JSON; a date becomes its ISO string, `undefined` in an object is left out.
 * @throws Error that names the path of what JSON cannot say
 */
export function toJson(value: unknown, path: string): JsonValue {
  return copy(value, path, []);
}

/** JSON with sorted names: equal values have equal texts. */
export function canonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name])}`);
  return `{${members.join(',')}}`;
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function copy(value: unknown, path: string, parents: readonly object[]): JsonValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value;
    throw refusal(path, String(value));
  }
  if (typeof value !== 'object') throw refusal(path, describe(value));
  if (parents.includes(value)) throw refusal(path, 'an object that contains itself');
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw refusal(path, 'an invalid date');
    return value.toISOString();
  }

  const inside = [...parents, value];
  if (Array.isArray(value)) {
    return value.map((item, index) => copy(item, `${path}[${index}]`, inside));
  }
  if (!isPlain(value)) throw refusal(path, `an instance of ${value.constructor.name}`);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [name, copy(member, `${path}.${name}`, inside)])
  );
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function describe(value: unknown): string {
  return value === undefined ? 'undefined' : `a ${typeof value}`;
}

function refusal(path: string, got: string): Error {
  return new Error(`${path}: expected a value that JSON can say, got ${got}`);
}
