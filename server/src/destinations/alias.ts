/** A destination's alias, made from its name when none is given. Pure. */

const MAX_LENGTH = 128;

/** Lower-case letters, digits and single hyphens; `destination` when the name holds none. */
export function slugify(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_LENGTH - 8)
    .replace(/^-+|-+$/g, '');
  return slug === '' ? 'destination' : slug;
}

/** The wanted alias, or the first of `wanted-2`, `wanted-3` … that is free. */
export function freeAlias(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number += 1) {
    const candidate = `${wanted}-${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}
