/** How long ago something was, or how soon it will be: "5 minutes ago", "in 2 hours". */
import { useCallback } from 'react';
import { useIntl } from 'react-intl';

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

export function useAge(): (time: string) => string {
  const { formatRelativeTime } = useIntl();
  return useCallback(
    (time) => {
      const seconds = Math.round((Date.parse(time) - Date.now()) / 1_000);
      const [unit, size] = UNITS.find((each) => Math.abs(seconds) >= each[1]) ?? ['second', 1];
      return formatRelativeTime(Math.trunc(seconds / size), unit, { numeric: 'auto' });
    },
    [formatRelativeTime]
  );
}
