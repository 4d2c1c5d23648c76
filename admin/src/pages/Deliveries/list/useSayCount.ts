/** Says how many an action reached. */
import { useNotification } from '@strapi/strapi/admin';
import { useCallback } from 'react';

import { useText } from '../../../hooks/useText';
import { type TextKey } from '../../../translations';

export function useSayCount(): (key: TextKey, count: number) => void {
  const text = useText();
  const { toggleNotification } = useNotification();
  return useCallback(
    (key, count) =>
      toggleNotification({ type: count > 0 ? 'success' : 'info', message: text(key, { count }) }),
    [text, toggleNotification]
  );
}
