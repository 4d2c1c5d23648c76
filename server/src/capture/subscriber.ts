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
import { readWrittenRows } from './written-rows';

export interface CaptureDeps extends RecorderDeps {
  models: readonly ContentModel[];
}

type Subscriber = Parameters<StrapiDatabase['lifecycles']['subscribe']>[0];

/** Kept by Strapi from the before-hook to the after-hook of one write. */
interface WriteState extends RecordingState {
  rowsBefore?: EntryRow[];
}

export function createSubscriber(deps: CaptureDeps): Subscriber {
  const { db } = deps;
  const models = new Map(deps.models.map((model) => [model.uid, model]));
  const { before, after } = createRecorder(deps);

  const readRows = (event: Event): Promise<EntryRow[]> =>
    readWrittenRows<EntryRow>(db, event, ['documentId', 'locale', 'publishedAt']);

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
