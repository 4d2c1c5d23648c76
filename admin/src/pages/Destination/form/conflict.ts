/** Two people changed the same destination: what both did, and what comes of it. Pure. */
import { type SettingName, type Settings } from './input';

export interface Conflict {
  name: SettingName;
  yours: Settings[SettingName];
  theirs: Settings[SettingName];
}

export interface Comparison {
  /** Changed by both, in different ways. */
  conflicts: Conflict[];
  /** Changed only by the other one; they stay as they are. */
  onlyTheirs: SettingName[];
}

/**
 * @param before as both found it
 * @param yours only what you changed
 * @param theirs as it is stored now
 */
export function compare(before: Settings, yours: Settings, theirs: Settings): Comparison {
  const names = Object.keys(theirs) as SettingName[];
  const changedByThem = names.filter((name) => !isSame(before[name], theirs[name]));
  return {
    conflicts: changedByThem
      .filter((name) => name in yours && !isSame(yours[name], theirs[name]))
      .map((name) => ({ name, yours: yours[name], theirs: theirs[name] })),
    onlyTheirs: changedByThem.filter((name) => !(name in yours)),
  };
}

/** Your changes without those in which you give way. */
export function withoutYielded(yours: Settings, yielded: ReadonlySet<SettingName>): Settings {
  return Object.fromEntries(
    Object.entries(yours).filter(([name]) => !yielded.has(name as SettingName))
  );
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
