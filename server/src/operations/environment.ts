/**
 * The lock that keeps a database, started as another environment, from sending in the name of the one it was made
 * for. Recording and planning go on meanwhile. All instances follow a choice at their next look at the revision.
 */
import { type Environment } from '../../../contracts/environment';
import { type Settings } from '../database/settings';
import { type Logger } from '../support/logger';
import { type Remembered, type Standing, standingOf, type Started } from './environment-standing';

/** Settings of the database. */
export const ENVIRONMENT_KEYS = {
  name: 'environment',
  publicUrl: 'publicUrl',
  environmentId: 'environmentId',
  /** Exists while a copy is being made. */
  copy: 'environment.copy',
} as const;

export interface EnvironmentLock {
  /** In every view id. */
  environmentId(): string;
  /** Why nothing may be sent, or null. */
  problem(): string | null;
  /** What may not be as somebody wants it, or null. */
  warning(): string | null;
  /** Reads anew what the database remembers, unless it has not changed since the given revision. */
  follow(revision?: string): Promise<void>;
  /** Once, when this Strapi serves: the first name stays. Says in the log what is wrong. */
  begin(): Promise<void>;
  /** As the database remembers it now. */
  read(): Promise<Environment>;
}

export interface EnvironmentLockDeps {
  settings: Settings;
  started: Started;
  /** Of the configuration; null when the database's own counts. */
  fixedEnvironmentId: string | null;
  makeId(): string;
  logger: Logger;
}

export async function createEnvironmentLock(deps: EnvironmentLockDeps): Promise<EnvironmentLock> {
  const { settings, started, fixedEnvironmentId, logger } = deps;
  let hasBegun = false;
  let followed: string | null = null;
  let { remembered, environmentId } = await load();
  let standing: Standing = standingOf(started, remembered);

  async function load(): Promise<{ remembered: Remembered; environmentId: string }> {
    return {
      remembered: {
        name: await settings.get(ENVIRONMENT_KEYS.name),
        publicUrl: await settings.get(ENVIRONMENT_KEYS.publicUrl),
        isBecomingCopy: (await settings.get(ENVIRONMENT_KEYS.copy)) !== null,
      },
      environmentId:
        fixedEnvironmentId ?? (await settings.ensure(ENVIRONMENT_KEYS.environmentId, deps.makeId)),
    };
  }

  async function refresh(): Promise<void> {
    ({ remembered, environmentId } = await load());
    const before = textOf(standing);
    standing = standingOf(started, remembered);
    if (hasBegun && textOf(standing) !== before) report();
  }

  function report(): void {
    if (standing.kind === 'locked') logger.error(standing.problem);
    else if (standing.kind === 'doubtful') logger.warn(standing.warning);
    else logger.info('The environment of the database is settled.');
  }

  /** What the next start is compared with. */
  async function remember(): Promise<void> {
    const { name, publicUrl } = started;
    if (name !== null) await settings.ensure(ENVIRONMENT_KEYS.name, () => name);
    if (publicUrl !== null) await settings.ensure(ENVIRONMENT_KEYS.publicUrl, () => publicUrl);
    await refresh();
    if (standing.kind !== 'fine') return;
    // With a name that is right, the address is nobody's concern.
    if (publicUrl !== null) await settings.set(ENVIRONMENT_KEYS.publicUrl, publicUrl);
    await settings.set(ENVIRONMENT_KEYS.environmentId, environmentId);
  }

  return {
    environmentId: () => environmentId,
    problem: () => (standing.kind === 'locked' ? standing.problem : null),
    warning: () => (standing.kind === 'doubtful' ? standing.warning : null),

    async follow(revision) {
      if (revision !== undefined && revision === followed) return;
      await refresh();
      followed = revision ?? followed;
    },

    async begin() {
      await remember();
      if (standing.kind !== 'fine') report();
      hasBegun = true;
    },

    async read() {
      await refresh();
      return {
        name: started.name,
        rememberedName: remembered.name,
        publicUrl: started.publicUrl,
        rememberedPublicUrl: remembered.publicUrl,
        environmentId,
        locked: standing.kind === 'locked',
        problem: textOf(standing),
      };
    },
  };
}

function textOf(standing: Standing): string | null {
  if (standing.kind === 'fine') return null;
  return standing.kind === 'locked' ? standing.problem : standing.warning;
}
