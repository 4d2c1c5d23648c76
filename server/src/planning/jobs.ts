/** Long work in the background, a page at a time: survives a crash, runs on one instance at a time, can be paused and canceled. */
import { randomUUID } from 'node:crypto';

import { type Knex } from 'knex';

import { type JobStatus } from '../../../contracts/job';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';

const LEASE_MS = 60_000;
const PAUSE_AFTER_ERROR_MS = 10_000;

export type JobKind = 'build' | 'retire' | 'redeploy' | 'reconcile';

export interface Job {
  id: string;
  kind: JobKind;
  /** The view type or the destination that it is about. */
  subject: string;
  params: unknown;
  status: JobStatus;
  cursor: unknown;
  total: number;
  done: number;
  error: string | null;
  /** Milliseconds since the epoch. */
  createdAt: number;
}

export interface ClaimedJob extends Job {
  leaseToken: string;
}

export interface NewJob {
  kind: JobKind;
  subject: string;
  params: unknown;
  total: number;
}

export class LostJobError extends Error {
  override readonly name = 'LostJobError';
}

export interface Jobs {
  create(job: NewJob): Promise<Job>;
  /** The newest first, at most 20 of them. */
  find(where: { id?: string; kind: JobKind; subject?: string }): Promise<Job[]>;
  /** False when it does not run. */
  pause(id: string): Promise<boolean>;
  /** False when it is not paused. */
  resume(id: string): Promise<boolean>;
  /** False when it had ended already. */
  cancel(id: string): Promise<boolean>;
  /** The one that is due longest, for a minute; null when none is due. */
  claim(): Promise<ClaimedJob | null>;
  /** Keeps the place. @throws LostJobError when it was paused, canceled or taken over, so that the page is not written */
  advance(
    job: ClaimedJob,
    progress: { cursor: unknown; done: number },
    trx: Knex.Transaction
  ): Promise<void>;
  /** Does nothing when it was paused, canceled or taken over. */
  finish(job: ClaimedJob): Promise<void>;
  /** Tried again in a moment; people can see why it does not go on. */
  postpone(job: ClaimedJob, error: Error): Promise<void>;
}

type Row = Record<string, string | number | null>;

export function createJobs(database: Database): Jobs {
  const table = (trx?: Knex.Transaction) => database.from(TABLES.jobs, trx);
  const owned = (job: ClaimedJob, trx?: Knex.Transaction) =>
    table(trx).where({ id: job.id, lease_token: job.leaseToken, status: 'running' });

  return {
    async create({ kind, subject, params, total }) {
      const id = randomUUID();
      await table().insert({
        id,
        kind,
        subject,
        params: JSON.stringify(params),
        status: 'running',
        cursor: null,
        total,
        done: 0,
        due_at: database.now(),
        created_at: database.now(),
      });
      return fromRow(await table().where({ id }).first());
    },

    async find(where) {
      const rows: Row[] = await table().where(where).orderBy('created_at', 'desc').limit(20);
      return rows.map(fromRow);
    },

    async pause(id) {
      const paused: number = await table()
        .where({ id, status: 'running' })
        .update({ status: 'paused', due_at: null, lease_token: null });
      return paused > 0;
    },

    async resume(id) {
      const resumed: number = await table()
        .where({ id, status: 'paused' })
        .update({ status: 'running', due_at: database.now() });
      return resumed > 0;
    },

    async cancel(id) {
      const canceled: number = await table()
        .where({ id })
        .whereIn('status', ['running', 'paused'])
        .update({ status: 'canceled', due_at: null, finished_at: database.now() });
      return canceled > 0;
    },

    async claim() {
      const leaseToken = randomUUID();
      return database.transaction(async (trx) => {
        const row: Row | undefined = await database
          .lockSkippingLocked(
            table(trx).where('due_at', '<=', database.now()).orderBy('due_at').limit(1)
          )
          .first();
        if (!row) return null;
        await table(trx)
          .where({ id: row.id })
          .update({ lease_token: leaseToken, due_at: database.now(LEASE_MS) });
        return { ...fromRow(row), leaseToken };
      });
    },

    async advance(job, { cursor, done }, trx) {
      const updated: number = await owned(job, trx).update({
        cursor: JSON.stringify(cursor),
        done: job.done + done,
        error: null,
        lease_token: null,
        due_at: database.now(),
      });
      if (updated === 0) throw new LostJobError();
    },

    async finish(job) {
      await owned(job).update({
        status: 'finished',
        lease_token: null,
        due_at: null,
        finished_at: database.now(),
      });
    },

    async postpone(job, error) {
      await owned(job).update({
        error: error.message,
        lease_token: null,
        due_at: database.now(PAUSE_AFTER_ERROR_MS),
      });
    },
  };
}

function fromRow(row: Row): Job {
  return {
    id: String(row.id),
    kind: String(row.kind) as JobKind,
    subject: String(row.subject),
    params: JSON.parse(String(row.params)),
    status: String(row.status) as JobStatus,
    cursor: row.cursor === null ? null : JSON.parse(String(row.cursor)),
    total: Number(row.total),
    done: Number(row.done),
    error: row.error === null ? null : String(row.error),
    createdAt: Number(row.created_at),
  };
}
