/** Answers an operator's probe. Reads, and takes one write lock to see whether the database can be written. */
import { type Health } from '../../../contracts/health';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { UNKNOWN_KEY } from '../destinations/cipher';
import { type FindDue } from '../queue/due';
import { type Heartbeat } from './heartbeat';

/** A probe shall cost the same with any backlog. */
const MAX_COUNTED = 100_000;
/** A database that takes longer than this is as good as away. */
const PATIENCE_MS = 5_000;

export interface HealthDeps {
  database: Database;
  dispatcher: Heartbeat;
  planner: Heartbeat;
  /** What keeps the engine from delivering, in a sentence; null when nothing does. */
  engineProblem(): string | null;
  findDue: FindDue;
  /** Destinations to which messages may be sent now. */
  sendableIds(): Promise<string[]>;
  /** Names of destinations whose secrets cannot be decrypted. */
  unreadable(): Promise<readonly string[]>;
  /** View types that are not sent to a destination because its owner may not read them. */
  forbidden(): Promise<readonly { name: string; types: readonly string[] }[]>;
  /** Settings that stop sending, one sentence each. */
  settingProblems(): string[];
  /** What may not be as somebody wants it, one sentence each. */
  doubts(): string[];
}

type Measured = Pick<Health, 'oldestDueSeconds' | 'backlog'> & {
  unreadable: readonly string[];
  forbidden: Awaited<ReturnType<HealthDeps['forbidden']>>;
};

export function createReadHealth(deps: HealthDeps): () => Promise<Health> {
  const { database } = deps;

  async function proveWritable(): Promise<void> {
    await database.transaction(async (trx) => {
      await database
        .from(TABLES.settings, trx)
        .where('key', 'revision')
        .update({ value: database.raw('value') });
    });
  }

  async function measure(): Promise<Measured> {
    await proveWritable();
    const due = await deps.findDue(await deps.sendableIds());
    const dueIn = Math.min(0, ...due.values());
    const ids: string[] = await database.from(TABLES.destinations).pluck('id');
    const waiting = database
      .from(TABLES.deliveries)
      .whereIn('destination_id', ids)
      .where('status', 'pending');
    return {
      oldestDueSeconds: Math.floor(-dueIn / 1_000),
      backlog: await database.countUpTo(MAX_COUNTED, waiting),
      unreadable: await deps.unreadable(),
      forbidden: await deps.forbidden(),
    };
  }

  return async () => {
    const measured = await within(PATIENCE_MS, measure());
    const faults = [
      ...(deps.dispatcher.isAlive() ? [] : ['Nothing is sent: the dispatcher does not run.']),
      ...(deps.planner.isAlive() ? [] : ['Changes are not planned: the planner does not run.']),
      ...(measured === null ? ['Nothing can be stored: the database cannot be written.'] : []),
      ...[deps.engineProblem()].filter((text) => text !== null),
    ];
    const limits = [
      ...deps.settingProblems(),
      ...(measured?.unreadable ?? []).map(
        (name) =>
          `Nothing is sent to ${JSON.stringify(name)}: its secrets cannot be decrypted, because ${UNKNOWN_KEY}`
      ),
      ...(measured?.forbidden ?? []).map(
        ({ name, types }) =>
          `Nothing of ${types.map((type) => JSON.stringify(type)).join(', ')} is deployed to ${JSON.stringify(name)}: its owner may not read that content. Give the right back, or let somebody who has it take the destination over with PATCH {"takeOver":true}.`
      ),
    ];
    return {
      status: faults.length > 0 ? 'down' : limits.length > 0 ? 'degraded' : 'ok',
      dispatcher: { alive: deps.dispatcher.isAlive() },
      planner: { alive: deps.planner.isAlive() },
      database: { writable: measured !== null },
      oldestDueSeconds: measured?.oldestDueSeconds ?? 0,
      backlog: measured?.backlog ?? 0,
      problems: [...faults, ...limits],
      warnings: deps.doubts(),
    };
  };
}

/** Null when the work failed or took too long: to the one who asks it is the same. */
async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), timeoutMs);
  });
  const measured = await Promise.race([work.catch(() => null), timeout]);
  clearTimeout(timer);
  return measured;
}
