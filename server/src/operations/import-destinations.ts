/**
 * Makes the destinations here like those of another environment, by their alias, in one transaction: all of it or
 * nothing. Those that config/plugins declares, and those that the list does not name, stay as they are.
 */
import { type Knex } from 'knex';

import {
  type ImportedDestination,
  type ImportOutcome,
} from '../../../contracts/destination-transfer';
import { type Database } from '../database/database';
import { type Settings } from '../database/settings';
import { isDuplicate } from '../database/transient';
import { type Actor, refuseUnreadable } from '../destinations/destinations';
import { VISIBLE_STATES } from '../destinations/record';
import { generateSecret } from '../destinations/secret';
import { type DestinationStore } from '../destinations/store';
import { ConflictError, invalid } from '../support/validation';
import { createStepOf, type ImportStep, type ImportStepDeps } from './import-step';

/**
 * @throws ValidationError with one entry per wrong field of any destination, ForbiddenError when one would receive
 * types that the actor may not read; then nothing has changed
 */
export type ImportDestinations = (
  imported: readonly ImportedDestination[],
  options: { actor: Actor; dryRun: boolean }
) => Promise<ImportOutcome[]>;

export interface ImportDestinationsDeps extends ImportStepDeps {
  database: Database;
  settings: Pick<Settings, 'raiseRevision'>;
  store: DestinationStore;
  unreadableTypes: (
    before: ImportStep['before'],
    after: ImportStep['after'],
    mayRead: Actor['mayRead']
  ) => string[];
  cancelWaiting(destinationId: string): Promise<void>;
  onChanged(): void;
}

export function createImportDestinations(deps: ImportDestinationsDeps): ImportDestinations {
  const { database, store, checks, cipher, clock } = deps;
  const stepOf = createStepOf(deps);

  function refuseWrong(imported: readonly ImportedDestination[]): void {
    const issues = imported.flatMap((each, index) =>
      checks.issuesOf(each).map(({ path, message }) => {
        const at = ['data', 'destinations', String(index)];
        return {
          path: [...at, ...path],
          message: message.replace(/^"/, `"${at.join('.')}.`),
        };
      })
    );
    if (issues.length > 0) throw invalid(issues);
  }

  async function plan(
    imported: readonly ImportedDestination[],
    { owner, mayRead }: Actor,
    trx: Knex.Transaction
  ): Promise<ImportStep[]> {
    const known = await store.list(VISIBLE_STATES, trx);
    const ids = new Map(known.map(({ alias, id }) => [alias, id]));
    const steps: ImportStep[] = [];
    for (const each of imported) {
      const id = ids.get(each.alias);
      // Read again, for its lock.
      const current = id === undefined ? null : await store.find(id, trx);
      steps.push(stepOf(each, current, owner));
    }
    const unreadable = steps.flatMap(({ before, after }) =>
      deps.unreadableTypes(before, after, mayRead)
    );
    refuseUnreadable([...new Set(unreadable)]);
    return steps;
  }

  /** @returns the secret of a new one */
  async function write({ action, after }: ImportStep, trx: Knex.Transaction) {
    if (action === 'updated') await store.update(after, trx);
    if (action !== 'created') return {};
    const secret = generateSecret();
    await store.insert(after, trx);
    await store.insertSecret(
      {
        destinationId: after.id,
        secret: cipher.encrypt(secret),
        createdAt: clock.now(),
      },
      trx
    );
    return { secret };
  }

  async function run(
    imported: readonly ImportedDestination[],
    { actor, dryRun }: { actor: Actor; dryRun: boolean },
    trx: Knex.Transaction
  ): Promise<{ steps: ImportStep[]; outcomes: ImportOutcome[] }> {
    const steps = await plan(imported, actor, trx);
    const outcomes: ImportOutcome[] = [];
    for (const step of steps) {
      const { action, after, notes } = step;
      const written = dryRun ? {} : await write(step, trx);
      const id = dryRun && action === 'created' ? null : after.id;
      outcomes.push({ alias: after.alias ?? '', action, id, ...written, notes });
    }
    const isChange = steps.some(({ action }) => action === 'created' || action === 'updated');
    if (isChange && !dryRun) await deps.settings.raiseRevision(trx);
    return { steps, outcomes };
  }

  return async (imported, options) => {
    refuseWrong(imported);
    if (!options.dryRun) {
      for (const { identity } of imported) await checks.identity(identity);
    }
    const { steps, outcomes } = await refusingTakenAlias(() =>
      database.transaction((trx) => run(imported, options, trx))
    );
    if (options.dryRun) return outcomes;
    for (const { action, after } of steps) {
      if (action === 'updated' && after.state === 'Inactive') await deps.cancelWaiting(after.id);
    }
    deps.onChanged();
    return outcomes;
  };
}

async function refusingTakenAlias<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new ConflictError(
      'Somebody else made a destination with one of these aliases at the same time. Import again.'
    );
  }
}
