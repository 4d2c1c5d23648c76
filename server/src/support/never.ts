/** Ends a switch over a union: a new member that nobody handles is a type error. */
export function unreachable(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
