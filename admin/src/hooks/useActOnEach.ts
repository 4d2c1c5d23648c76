/** Does something with several things, a few at a time, and says once how it went and why some were refused. */
import { useNotification } from '@strapi/strapi/admin';
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

export interface ActOnEach {
  actOnEach<T>(
    things: readonly T[],
    call: (thing: T) => ActionCall<unknown>,
    /** Gets `{count}`. */
    done: TextKey
  ): Promise<void>;
  /** Null when nothing is under way. */
  progress: { done: number; total: number } | null;
}

export function useActOnEach(): ActOnEach {
  const act = useAction();
  const text = useText();
  const errorText = useErrorText();
  const { toggleNotification } = useNotification();
  const [progress, setProgress] = useState<ActOnEach['progress']>(null);

  const actOnEach: ActOnEach['actOnEach'] = useCallback(
    async (things, call, done) => {
      const errors: CallError[] = [];
      const total = things.length;
      setProgress({ done: 0, total });
      await inParallel(things, AT_A_TIME, async (thing, finished) => {
        const result = await act(call(thing), { isShown: () => true });
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
    },
    [act, text, errorText, toggleNotification]
  );

  return { actOnEach, progress };
}

/** The most frequent first. */
function countReasons(reasons: readonly string[]): [reason: string, count: number][] {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).slice(0, MOST_REASONS);
}
