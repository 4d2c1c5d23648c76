/**
 * Runs a mutation and tells the person how it went: `const act = useAction()`, then
 * `await act(suspend(id), { done: 'action.suspended' })`. Nothing is thrown; the answer says what happened.
 */
import { useNotification } from '@strapi/strapi/admin';
import { useCallback } from 'react';

import { type CallError } from '../services/errors';
import { type TextKey } from '../translations';
import { useErrorText } from './useErrorText';
import { useText, type TextValues } from './useText';

export type ActionResult<T> = { kind: 'done'; data: T } | { kind: 'failed'; error: CallError };

export type ActionCall<T> = Promise<
  { data: T; error?: undefined } | { data?: undefined; error: CallError }
>;

export interface ActionTexts {
  /** Said after success; left out where the page itself shows it. */
  done?: TextKey;
  values?: TextValues;
  /** Answers true for an error that the caller shows itself. */
  isShown?: (error: CallError) => boolean;
}

export type Act = <T>(call: ActionCall<T>, texts?: ActionTexts) => Promise<ActionResult<T>>;

export function useAction(): Act {
  const text = useText();
  const errorText = useErrorText();
  const { toggleNotification } = useNotification();

  return useCallback(
    async (call, { done, values, isShown } = {}) => {
      const result = await call;
      if (result.error !== undefined) {
        if (!isShown?.(result.error)) {
          toggleNotification({ type: 'danger', message: errorText(result.error) });
        }
        return { kind: 'failed', error: result.error };
      }
      if (done) toggleNotification({ type: 'success', message: text(done, values) });
      return { kind: 'done', data: result.data };
    },
    [text, errorText, toggleNotification]
  );
}
