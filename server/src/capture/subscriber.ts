/**
 * Content write → change, through Strapi's database lifecycles. Inside the transaction of the write the change
 * is part of it; outside one, a hint is recorded before the write and confirmed after it.
 * Knows nothing of views and destinations, and never waits for anything but one insert.
 */
import { type Database as StrapiDatabase, type Event } from '@strapi/database';

import { createRecorder, type RecorderDeps, type RecordingState } from './recorder';
import {
  type ContentModel,
  type EntryRow,
  type RowData,
  type Touched,
  touchedByCreate,
  touchedByDelete,
  touchedByUpdate,
} from './touched';

/** Rows of a bulk write that are read at a time. */
const PAGE = 1_000;

export interface CaptureDeps extends RecorderDeps {
  models: readonly ContentModel[];
}

type Subscriber = Parameters<StrapiDatabase['lifecycles']['subscribe']>[0];

type Conditions = { where?: object; filters?: unknown; _q?: string };

/** Kept by Strapi from the before-hook to the after-hook of one write. */
interface WriteState extends RecordingState {
  rowsBefore?: EntryRow[];
}

export function createSubscriber(deps: CaptureDeps): Subscriber {
  const { db } = deps;
  const models = new Map(deps.models.map((model) => [model.uid, model]));
  const { before, after } = createRecorder(deps);

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
