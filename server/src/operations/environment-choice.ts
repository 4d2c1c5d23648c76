/**
 * Somebody says what a database is that was started as another environment: moved, or a copy. A copy that is
 * interrupted stays locked until it is chosen again, so that no half canceled backlog is sent.
 */
import { type Knex } from 'knex';

import {
  type Environment,
  type EnvironmentChoice,
  type EnvironmentChosen,
} from '../../../contracts/environment';
import { type Database } from '../database/database';
import { type Settings } from '../database/settings';
import { TABLES } from '../database/tables';
import { VISIBLE_STATES } from '../destinations/record';
import { type DestinationStore } from '../destinations/store';
import { type Clock } from '../support/clock';
import { ConflictError } from '../support/validation';
import { ENVIRONMENT_KEYS, type EnvironmentLock } from './environment';
import { type LeaveBehind } from './leave-behind';

const TURN = 'environment.choice';

/** @throws ConflictError when there is nothing to choose, or a copy could not get an id of its own */
export type ChooseEnvironment = (choice: EnvironmentChoice) => Promise<EnvironmentChosen>;

export interface ChooseEnvironmentDeps {
  database: Database;
  settings: Settings;
  store: Pick<DestinationStore, 'list'>;
  lock: Pick<EnvironmentLock, 'read'>;
  /** Of the configuration; null when the database's own counts. */
  fixedEnvironmentId: string | null;
  makeId(): string;
  leaveBehind: LeaveBehind;
  clock: Pick<Clock, 'now'>;
  onChanged(): void;
}

export function createChooseEnvironment(deps: ChooseEnvironmentDeps): ChooseEnvironment {
  const { database, settings, lock, fixedEnvironmentId } = deps;

  /** One at a time, and never twice for the same question. */
  async function taking<T>(work: (asked: Environment, trx: Knex.Transaction) => Promise<T>) {
    const asked = await lock.read();
    const result = await database.transaction(async (trx) => {
      await settings.hold(TURN, trx);
      await refuseAnswered(asked, trx);
      const value = await work(asked, trx);
      await settings.raiseRevision(trx);
      return value;
    });
    await lock.read();
    deps.onChanged();
    return result;
  }

  async function refuseAnswered(asked: Environment, trx: Knex.Transaction): Promise<void> {
    const name = await settings.get(ENVIRONMENT_KEYS.name, trx);
    const publicUrl = await settings.get(ENVIRONMENT_KEYS.publicUrl, trx);
    const isAnswered = name !== asked.rememberedName || publicUrl !== asked.rememberedPublicUrl;
    if (asked.problem !== null && !isAnswered) return;
    throw new ConflictError(
      `There is nothing to choose: the database belongs to the environment ${JSON.stringify(name)}, and its public address is ${JSON.stringify(publicUrl)}.`
    );
  }

  async function settle({ name, publicUrl }: Environment, trx: Knex.Transaction): Promise<void> {
    if (name === null) await settings.delete(ENVIRONMENT_KEYS.name, trx);
    else await settings.set(ENVIRONMENT_KEYS.name, name, trx);
    if (publicUrl !== null) await settings.set(ENVIRONMENT_KEYS.publicUrl, publicUrl, trx);
    await settings.delete(ENVIRONMENT_KEYS.copy, trx);
  }

  async function giveOwnId(trx: Knex.Transaction): Promise<void> {
    const known = await settings.get(ENVIRONMENT_KEYS.environmentId, trx);
    if (fixedEnvironmentId !== null && fixedEnvironmentId === known) {
      throw new ConflictError(
        `A copy needs an "environmentId" of its own, and this one is fixed in config/plugins (destinations.config): ${JSON.stringify(fixedEnvironmentId)}, which is the id of the original. Change it or take it out, restart, and choose "copy" again.`
      );
    }
    const environmentId = fixedEnvironmentId ?? deps.makeId();
    await settings.set(ENVIRONMENT_KEYS.environmentId, environmentId, trx);
  }

  /** Those of the configuration stay as that says: it was written for this environment. */
  async function switchOff(trx: Knex.Transaction): Promise<number> {
    return database
      .from(TABLES.destinations, trx)
      .where({ source: 'api' })
      .whereIn('state', ['Create', 'Active'])
      .update({
        state: 'Inactive',
        version: database.raw('version + 1'),
        updated_at: deps.clock.now(),
      });
  }

  async function moved(): Promise<EnvironmentChosen> {
    await taking(async (asked, trx) => {
      if ((await settings.get(ENVIRONMENT_KEYS.copy, trx)) !== null) {
        throw new ConflictError(
          'The database is being made a copy already, and part of what waited is canceled. Choose "copy" again.'
        );
      }
      await settle(asked, trx);
      if (fixedEnvironmentId !== null) {
        await settings.set(ENVIRONMENT_KEYS.environmentId, fixedEnvironmentId, trx);
      }
    });
    return { canceled: 0, deactivated: 0 };
  }

  async function copy(): Promise<EnvironmentChosen> {
    const deactivated = await taking(async (_asked, trx) => {
      const isRepeated = (await settings.get(ENVIRONMENT_KEYS.copy, trx)) !== null;
      if (!isRepeated) await giveOwnId(trx);
      await settings.set(ENVIRONMENT_KEYS.copy, 'under way', trx);
      return switchOff(trx);
    });
    let canceled = 0;
    for (const { id } of await deps.store.list(VISIBLE_STATES)) {
      canceled += await deps.leaveBehind(id);
    }
    await taking(settle);
    return { canceled, deactivated };
  }

  return (choice) => (choice === 'copy' ? copy() : moved());
}
