/** Writes down what a write touches: inside its transaction, or around it as a hint and its confirmation. */
import { randomUUID } from 'node:crypto';

import { type Database as StrapiDatabase } from '@strapi/database';
import { type Knex } from 'knex';

import { toError } from '../support/errors';
import { type Logger } from '../support/logger';
import { type ChangeLog } from './change-log';
import { entryId, type Touched } from './touched';

/** Long enough for any write to be over; until then nothing is looked at. */
const HINT_DELAY_MS = 180_000;

export interface RecorderDeps {
  db: StrapiDatabase;
  changeLog: ChangeLog;
  logger: Logger;
  /** Must be safe to call from a finished transaction's context, many times, and never throw. */
  wake(): void;
}

/** Kept from before a write to after it. */
export interface RecordingState {
  hinted?: Known;
  token?: string;
}

export interface Recorder {
  /** Before the write: a hint when there is no transaction that would hold the change. */
  before(state: RecordingState, touched: readonly Touched[]): Promise<void>;
  after(state: RecordingState, touched: readonly Touched[]): Promise<void>;
}

/** Entry → whether it is recorded as having been live. */
type Known = Map<string, boolean>;

export function createRecorder({ db, changeLog, logger, wake }: RecorderDeps): Recorder {
  const recorded = new WeakMap<Knex.Transaction, Known>();

  /** One row per entry and transaction, however often the entry is written in it. */
  async function recordInTransaction(touched: readonly Touched[]): Promise<void> {
    await db.transaction(async ({ trx, onCommit }) => {
      let known = recorded.get(trx);
      if (!known) {
        known = new Map();
        recorded.set(trx, known);
        onCommit(wake);
      }
      const fresh = withoutKnown(touched, known);
      if (fresh.length > 0) await changeLog.record(fresh, trx);
    });
  }

  async function before(state: RecordingState, touched: readonly Touched[]): Promise<void> {
    if (db.inTransaction()) return;
    state.token ??= randomUUID();
    state.hinted ??= new Map();
    const fresh = withoutKnown(touched, state.hinted);
    if (fresh.length > 0) await changeLog.hint(fresh, state.token, HINT_DELAY_MS);
  }

  return {
    before,

    async after(state, touched) {
      if (db.inTransaction()) {
        if (touched.length > 0) await recordInTransaction(touched);
        return;
      }
      // The write is done and cannot be undone: what fails now is made up for by the hint when it is due.
      try {
        await before(state, touched);
        if (state.token && state.hinted?.size) await changeLog.confirm(state.token);
        wake();
      } catch (error) {
        logger.warn(
          `A change could not be marked as done; it is looked at in ${HINT_DELAY_MS / 1_000} s instead: ${toError(error).message}`
        );
      }
    },
  };
}

/** Adds what is new to `known` and returns it; an entry that turns out to have been live counts anew. */
function withoutKnown(touched: readonly Touched[], known: Known): Touched[] {
  return touched.filter((entry) => {
    const key = entryId(entry);
    const wasLive = known.get(key);
    if (wasLive === true || wasLive === entry.wasLive) return false;
    known.set(key, entry.wasLive);
    return true;
  });
}
