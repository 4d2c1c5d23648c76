/** The schedule of retries as a sentence: "Now, then after 10 sec, 20 sec, then diverted." */
import { useIntl } from 'react-intl';

import { formatDuration } from '../../../../../contracts/durations';
import { useText } from '../../../hooks/useText';
import { plannedWaits } from './retry-preview';
import { type FormValues } from './values';

const UNITS = { s: 'second', m: 'minute', h: 'hour', d: 'day' } as const;

export function useSchedulePreview(values: FormValues): string {
  const text = useText();
  const { formatNumber } = useIntl();
  const waits = plannedWaits(values);
  const end = values.divert ? 'diverted' : 'failed';

  if (waits === null) return text('destination.preview.unreadable');
  if (waits.length === 0) return text(`destination.preview.once.${end}`);
  const listed = waits.map((seconds) => {
    const duration = formatDuration(seconds);
    const unit = UNITS[duration.slice(-1) as keyof typeof UNITS];
    return formatNumber(Number(duration.slice(0, -1)), {
      style: 'unit',
      unit,
      unitDisplay: 'short',
    });
  });
  return text(`destination.preview.${end}`, { waits: listed.join(', ') });
}
