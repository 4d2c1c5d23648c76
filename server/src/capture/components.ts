/**
 * Bare database writes to component rows. In the document service the write of the entry says it all, so component
 * rows count only outside of it; who shows such a row is known from the references of the views.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

import { type Database as StrapiDatabase, type Event } from '@strapi/database';

import { createRecorder, type RecorderDeps, type RecordingState } from './recorder';
import { type Touched } from './touched';
import { readWrittenRows } from './written-rows';

export interface DocumentServiceScope {
  run<T>(work: () => T): T;
  isInside(): boolean;
}

export function createDocumentServiceScope(): DocumentServiceScope {
  const storage = new AsyncLocalStorage<true>();
  return {
    run: (work) => storage.run(true, work),
    isInside: () => storage.getStore() === true,
  };
}

export interface ComponentCaptureDeps extends RecorderDeps {
  /** Of the components of the app. */
  uids: readonly string[];
  scope: DocumentServiceScope;
}

type Subscriber = Parameters<StrapiDatabase['lifecycles']['subscribe']>[0];

interface WriteState extends RecordingState {
  touched?: Touched[];
}

export function createComponentSubscriber(deps: ComponentCaptureDeps): Subscriber {
  const { db, scope, uids } = deps;
  const { before, after } = createRecorder(deps);

  async function touchedBy(event: Event): Promise<Touched[]> {
    const rows = await readWrittenRows(db, event, []);
    return rows.map(({ id }) => ({
      ...{ uid: event.model.uid, documentId: String(id), locale: '' },
      ...{ wasLive: true, isLive: true },
    }));
  }

  const beforeWrite = async (event: Event): Promise<void> => {
    if (scope.isInside()) return;
    const state: WriteState = event.state;
    state.touched = await touchedBy(event);
    await before(state, state.touched);
  };

  const afterWrite = async (event: Event): Promise<void> => {
    const state: WriteState = event.state;
    if (state.touched) await after(state, state.touched);
  };

  return {
    models: [...uids],
    beforeUpdate: beforeWrite,
    afterUpdate: afterWrite,
    beforeUpdateMany: beforeWrite,
    afterUpdateMany: afterWrite,
    beforeDelete: beforeWrite,
    afterDelete: afterWrite,
    beforeDeleteMany: beforeWrite,
    afterDeleteMany: afterWrite,
  };
}
