/** What to tell a person about a call that failed: the server's reason, or that it did not answer. */
import { useAPIErrorHandler } from '@strapi/strapi/admin';
import { useCallback } from 'react';

import { type CallError, isUnanswered } from '../services/errors';
import { useText } from './useText';

export function useErrorText(): (error: CallError) => string {
  const text = useText();
  const { _unstableFormatAPIError: formatError } = useAPIErrorHandler();
  return useCallback(
    (error) => (isUnanswered(error) ? text('problem.offline') : formatError(error)),
    [text, formatError]
  );
}
