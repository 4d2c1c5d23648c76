/**
 * Content write → change, through Strapi's database lifecycles. Inside the transaction of the write the change
 * is part of it; outside one, a hint is recorded before the write and confirmed after it.
 * Knows nothing of views and destinations, and never waits for anything but one insert.
 */
import { randomUUID } from 'node:crypto';

import { type Database as StrapiDatabase, type Event } from '@strapi/database';
import { type Knex } from 'knex';

import { type Logger } from '../support/logger';
import { toError } from '../support/errors';
import { type ChangeLog } from './change-log';
import {
  type ContentModel,
  type EntryRow,
  type RowData,
  type Touched,
  touchedByCreate,
  touchedByDelete,
  touchedByUpdate,
} from './touched';

/** Long enough for any write to be over; until then nothing is looked at. */
const HINT_DELAY_MS = 180_000;
/** Rows of a bulk write that are read at a time. */
const PAGE = 1_000;

export interface CaptureDeps {
  db: StrapiDatabase;
  models: readonly ContentModel[];
  changeLog: ChangeLog;
  logger: Logger;
  /** Must be safe to call from a finished transaction's context, many times, and never throw. */
  wake(): void;
}

type Subscriber = Parameters<StrapiDatabase['lifecycles']['subscribe']>[0];

type Conditions = { where?: object; filters?: unknown; _q?: string };

/** Kept by Strapi from the before-hook to the after-hook of one write. */
interface WriteState {
  rowsBefore?: EntryRow[];
  hinted?: Known;
  token?: string;
}

export function createSubscriber(deps: CaptureDeps): Subscriber {
  const { db, changeLog } = deps;
  const models = new Map(deps.models.map((model) => [model.uid, model]));
  const recorded = new WeakMap<Knex.Transaction, Known>();

  /** One row per entry and transaction, however often the entry is written in it. */
  async function recordInTransaction(touched: readonly Touched[]): Promise<void> {
    await db.transaction(async ({ trx, onCommit }) => {
      let known = recorded.get(trx);
      if (!known) {
        known = new Map();
        recorded.set(trx, known);
        onCommit(deps.wake);
      }
      const fresh = withoutKnown(touched, known);
      if (fresh.length > 0) await changeLog.record(fresh, trx);
    });
  }

  async function before(state: WriteState, touched: readonly Touched[]): Promise<void> {
    if (db.inTransaction()) return;
    state.token ??= randomUUID();
    state.hinted ??= new Map();
    const fresh = withoutKnown(touched, state.hinted);
    if (fresh.length > 0) await changeLog.hint(fresh, state.token, HINT_DELAY_MS);
  }

  async function after(state: WriteState, touched: readonly Touched[]): Promise<void> {
    if (db.inTransaction()) {
      if (touched.length > 0) await recordInTransaction(touched);
      return;
    }
    // The write is done and cannot be undone: what fails now is made up for by the hint when it is due.
    try {
      await before(state, touched);
      if (state.token && state.hinted && state.hinted.size > 0)
        await changeLog.confirm(state.token);
      deps.wake();
    } catch (error) {
      deps.logger.warn(
        `A change could not be marked as done; it is looked at in ${HINT_DELAY_MS / 1_000} s instead: ${toError(error).message}`
      );
    }
  }

  /** A write to a single row touches at most one of the rows its condition matches; the others do no harm. */
  async function readRows(event: Event): Promise<EntryRow[]> {
    const { where, filters, _q }: Conditions = event.params;
    const rows: EntryRow[] = [];
    for (let lastId = 0; ; ) {
      const page: (EntryRow & { id: number })[] = await db.query(event.model.uid).findMany({
        select: ['id', 'documentId', 'locale', 'publishedAt'],
        where: { $and: [where ?? {}, { id: { $gt: lastId } }] },
        ...(filters ? { filters } : {}),
        ...(_q ? { _q } : {}),
        orderBy: { id: 'asc' },
        limit: PAGE,
      });
      for (const { documentId, locale, publishedAt } of page) {
        rows.push({ documentId, locale, publishedAt });
      }
      if (page.length < PAGE || !event.action.endsWith('Many')) return rows;
      lastId = page[page.length - 1].id;
    }
  }

  const modelOf = (event: Event): ContentModel => {
    const model = models.get(event.model.uid);
    if (!model) throw new Error(`No content model is known for ${event.model.uid}`);
    return model;
  };

  const stateOf = (event: Event): WriteState => event.state;

  const beforeRemoval = async (event: Event): Promise<void> => {
    const state = stateOf(event);
    state.rowsBefore = await readRows(event);
    await before(state, touchedByDelete(modelOf(event), state.rowsBefore));
  };

  const afterRemoval = (event: Event): Promise<void> => {
    const state = stateOf(event);
    return after(state, touchedByDelete(modelOf(event), state.rowsBefore ?? []));
  };

  const beforeChange = async (event: Event): Promise<void> => {
    const state = stateOf(event);
    state.rowsBefore = await readRows(event);
    await before(state, touchedByUpdate(modelOf(event), state.rowsBefore, dataOf(event)));
  };

  // The values are read again: hooks that ran after ours may have changed them.
  const afterChange = (event: Event): Promise<void> => {
    const state = stateOf(event);
    return after(state, touchedByUpdate(modelOf(event), state.rowsBefore ?? [], dataOf(event)));
  };

  const created = (event: Event): Touched[] =>
    rowsOf(event).flatMap((data) => touchedByCreate(modelOf(event), data));

  const beforeCreation = async (event: Event): Promise<void> => {
    for (const data of rowsOf(event)) {
      // Strapi would make it in the insert itself; the hint needs it before.
      data.documentId ??= newDocumentId(event);
    }
    await before(stateOf(event), created(event));
  };

  const afterCreation = (event: Event): Promise<void> => after(stateOf(event), created(event));

  return {
    models: [...models.keys()],
    beforeCreate: beforeCreation,
    afterCreate: afterCreation,
    beforeCreateMany: beforeCreation,
    afterCreateMany: afterCreation,
    beforeUpdate: beforeChange,
    afterUpdate: afterChange,
    beforeUpdateMany: beforeChange,
    afterUpdateMany: afterChange,
    beforeDelete: beforeRemoval,
    afterDelete: afterRemoval,
    beforeDeleteMany: beforeRemoval,
    afterDeleteMany: afterRemoval,
  };
}

/** Entry → whether it is recorded as having been live. */
type Known = Map<string, boolean>;

/** Adds what is new to `known` and returns it; an entry that turns out to have been live counts anew. */
function withoutKnown(touched: readonly Touched[], known: Known): Touched[] {
  return touched.filter((entry) => {
    const key = `${entry.uid}\n${entry.documentId}\n${entry.locale}`;
    const wasLive = known.get(key);
    if (wasLive === true || wasLive === entry.wasLive) return false;
    known.set(key, entry.wasLive);
    return true;
  });
}

function dataOf(event: Event): RowData {
  return isRecord(event.params.data) ? event.params.data : {};
}

function rowsOf(event: Event): RowData[] {
  const data: unknown = event.params.data;
  return (Array.isArray(data) ? data : [data]).filter(isRecord);
}

function isRecord(value: unknown): value is RowData {
  return typeof value === 'object' && value !== null;
}

function newDocumentId(event: Event): string | undefined {
  const attribute = event.model.attributes.documentId;
  const make: unknown = attribute && 'default' in attribute ? attribute.default : undefined;
  const made: unknown = typeof make === 'function' ? make() : undefined;
  return typeof made === 'string' ? made : undefined;
}
