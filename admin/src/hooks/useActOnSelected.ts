/** Does something with the selected rows, a few at a time, and says once how it went and why some were refused. */
import { useNotification, useTable } from '@strapi/strapi/admin';
import { useCallback, useState } from 'react';

import { type CallError } from '../services/errors';
import { type TextKey } from '../translations';
import { type ActionCall, useAction } from './useAction';
import { inParallel } from './in-parallel';
import { useErrorText } from './useErrorText';
import { useText } from './useText';

const AT_A_TIME = 6;
/** More kinds of refusals than this are not told one by one. */
const MOST_REASONS = 3;

export interface ActOnSelected {
  selectedIds: string[];
  /** With those of the selected rows that it is possible for; afterwards none is selected. */
  actOnEach(
    ids: readonly string[],
    call: (id: string) => ActionCall<unknown>,
    /** Gets `{count}`. */
    done: TextKey
  ): Promise<void>;
  /** Null when nothing is under way. */
  progress: { done: number; total: number } | null;
}

/** For what stands inside the table. */
export function useActOnSelected(): ActOnSelected {
  const act = useAction();
  const text = useText();
  const errorText = useErrorText();
  const { toggleNotification } = useNotification();
  const [progress, setProgress] = useState<ActOnSelected['progress']>(null);
  const selectedRows = useTable('useActOnSelected', (table) => table.selectedRows);
  const selectRow = useTable('useActOnSelected', (table) => table.selectRow);

  const actOnEach: ActOnSelected['actOnEach'] = useCallback(
    async (ids, call, done) => {
      const errors: CallError[] = [];
      const total = ids.length;
      setProgress({ done: 0, total });
      await inParallel(ids, AT_A_TIME, async (id, finished) => {
        const result = await act(call(id), { isShown: () => true });
        if (result.kind === 'failed') errors.push(result.error);
        setProgress({ done: finished(), total });
      });
      setProgress(null);

      const count = total - errors.length;
      if (count > 0) toggleNotification({ type: 'success', message: text(done, { count }) });
      for (const [reason, refused] of countReasons(errors.map(errorText))) {
        const message = text('each.failed', { count: refused, reason });
        toggleNotification({ type: 'danger', message });
      }
      selectRow([]);
    },
    [act, text, errorText, toggleNotification, selectRow]
  );

  return { selectedIds: selectedRows.map(({ id }) => String(id)), actOnEach, progress };
}

/** The most frequent first. */
function countReasons(reasons: readonly string[]): [reason: string, count: number][] {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).slice(0, MOST_REASONS);
}
