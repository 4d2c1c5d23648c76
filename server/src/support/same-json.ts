/** Whether two values are the same once they are stored as JSON: no undefined, and the order of keys means nothing. */
import { isDeepStrictEqual } from 'node:util';

export function isSameJson(a: object, b: object): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b)));
}
