/** The alias that a name suggests. Pure. */

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
