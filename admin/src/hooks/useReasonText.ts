/** Why a delivery ended as it did, in words; a reason that is not known here as it stands. */
import { useCallback } from 'react';

import { EN, type TextKey } from '../translations';
import { useText } from './useText';

export function useReasonText(): (reason: string) => string {
  const text = useText();
  return useCallback(
    (reason) => {
      const key = `delivery.reason.${reason}`;
      return isTextKey(key) ? text(key) : reason;
    },
    [text]
  );
}

function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(EN, key);
}
