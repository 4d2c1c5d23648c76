import { types } from 'node:util';

/** Whatever was thrown, as an Error that keeps its cause. */
export function toError(thrown: unknown): Error {
  // An error of another thread is no instance of this one's class.
  if (types.isNativeError(thrown)) return thrown;
  return new Error(typeof thrown === 'string' ? thrown : JSON.stringify(thrown), { cause: thrown });
}
