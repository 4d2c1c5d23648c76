import { readFileSync } from 'node:fs';
import path from 'node:path';

interface LockedPackage {
  resolved?: string;
  integrity?: string;
  optionalDependencies?: Record<string, string>;
}

const ROOT = path.resolve(__dirname, '../..');
type Packages = Record<string, LockedPackage>;

/** As Node looks for it: in the package's own folder, then in those above. */
function isLocked(packages: Packages, name: string, from: string): boolean {
  const folders = from.split('/node_modules/');
  return folders.some((_, index) => {
    const above = folders.slice(0, folders.length - index).join('/node_modules/');
    return `${above}/node_modules/${name}` in packages || `node_modules/${name}` in packages;
  });
}

describe.each(['package-lock.json', 'bench/package-lock.json'])('%s', (file) => {
  const packages: Packages = JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')).packages;

  it('holds the packages of every platform, so that npm ci works on all of them', () => {
    const missing = Object.entries(packages).flatMap(([folder, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !isLocked(packages, name, folder))
        .map((name) => `${name} of ${folder}`)
    );
    expect(missing).toEqual([]);
  });

  it('names no registry, and a hash for every package', () => {
    const entries = Object.entries(packages).filter(([folder]) => folder !== '');
    expect(entries.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
    expect(entries.filter(([, { integrity }]) => integrity === undefined)).toEqual([]);
  });
});
