/** A destination's alias, when several want the same one. Pure. */

/** The wanted alias, or the first of `wanted-2`, `wanted-3` … that is free. */
export function freeAlias(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number += 1) {
    const candidate = `${wanted}-${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}
