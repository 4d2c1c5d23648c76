/** Puts a text into the clipboard and says whether that went well. */
import { useClipboard, useNotification } from '@strapi/strapi/admin';
import { useCallback } from 'react';

import { useText } from './useText';

export function useCopy(): (value: string) => Promise<void> {
  const text = useText();
  const { copy } = useClipboard();
  const { toggleNotification } = useNotification();
  return useCallback(
    async (value) => {
      const isCopied = await copy(value);
      toggleNotification(
        isCopied
          ? { type: 'success', message: text('copy.done') }
          : { type: 'danger', message: text('copy.failed') }
      );
    },
    [text, copy, toggleNotification]
  );
}
