/** The texts of the plugin in the language of the person: `text('state.active')`. English is the default. */
import { useCallback } from 'react';
import { useIntl } from 'react-intl';

import { EN, idOf, type TextKey } from '../translations';

export type TextValues = Record<string, string | number | Date>;
export type Text = (key: TextKey, values?: TextValues) => string;

export function useText(): Text {
  const { formatMessage } = useIntl();
  return useCallback(
    (key, values) => formatMessage({ id: idOf(key), defaultMessage: EN[key] }, values),
    [formatMessage]
  );
}
