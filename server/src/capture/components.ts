/**
 * Bare database writes to component rows. In the document service the write of the entry says it all, so component
 * rows count only outside of it; who shows such a row is known from the references of the views.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

import { type Database as StrapiDatabase, type Event } from '@strapi/database';

import { createRecorder, type RecorderDeps, type RecordingState } from './recorder';
import { type Touched } from './touched';

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

/** A bulk write to more rows of one component than this is looked at in full all the same, a page at a time. */
const PAGE = 1_000;

export function createComponentSubscriber(deps: ComponentCaptureDeps): Subscriber {
  const { db, scope, uids } = deps;
  const { before, after } = createRecorder(deps);

  async function rowsOf({ model, params }: Event): Promise<Touched[]> {
    const touched: Touched[] = [];
    for (let lastId = 0; ; ) {
      const page: { id: number }[] = await db.query(model.uid).findMany({
        select: ['id'],
        where: { $and: [params.where ?? {}, { id: { $gt: lastId } }] },
        orderBy: { id: 'asc' },
        limit: PAGE,
      });
      for (const { id } of page) {
        const documentId = String(id);
        touched.push({ uid: model.uid, documentId, locale: '', wasLive: true, isLive: true });
      }
      if (page.length < PAGE) return touched;
      lastId = page[page.length - 1].id;
    }
  }

  const beforeWrite = async (event: Event): Promise<void> => {
    if (scope.isInside()) return;
    const state: WriteState = event.state;
    state.touched = await rowsOf(event);
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
