/** Does something with several things, one after the other, and says once how it went. */
import { useNotification } from '@strapi/strapi/admin';
import { useCallback } from 'react';

import { type CallError } from '../services/errors';
import { type TextKey } from '../translations';
import { type ActionCall, useAction } from './useAction';
import { useErrorText } from './useErrorText';
import { useText } from './useText';

export type ActOnEach = <T>(
  things: readonly T[],
  call: (thing: T) => ActionCall<unknown>,
  /** Gets `{count}`. */
  done: TextKey
) => Promise<void>;

export function useActOnEach(): ActOnEach {
  const act = useAction();
  const text = useText();
  const errorText = useErrorText();
  const { toggleNotification } = useNotification();

  return useCallback(
    async (things, call, done) => {
      const errors: CallError[] = [];
      for (const thing of things) {
        const result = await act(call(thing), { isShown: () => true });
        if (result.kind === 'failed') errors.push(result.error);
      }
      const count = things.length - errors.length;
      if (count > 0) toggleNotification({ type: 'success', message: text(done, { count }) });
      if (errors.length > 0) {
        const values = { count: errors.length, reason: errorText(errors[0]) };
        toggleNotification({ type: 'danger', message: text('each.failed', values) });
      }
    },
    [act, text, errorText, toggleNotification]
  );
}
