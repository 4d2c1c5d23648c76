/** How many of the last day's deliveries arrived, and how fast. */
import { Box, Flex, Typography } from '@strapi/design-system';
import { Suspense, useMemo } from 'react';
import { useIntl } from 'react-intl';

import { type Statistics } from '../../../../contracts/statistics';
import { useText } from '../../hooks/useText';
import { lazyChart } from './lazy-chart';
import { outcomesByHour } from './outcomes';

const OutcomeSparkline = lazyChart(() => import('./OutcomeSparkline'));

export function SuccessCell({ id, statistics }: { id: string; statistics: Statistics }) {
  const text = useText();
  const { formatNumber } = useIntl();
  const outcomes = useMemo(() => outcomesByHour(statistics, id), [statistics, id]);
  const own = statistics.destinations.find((each) => each.id === id);
  const total = (own?.delivered ?? 0) + (own?.failed ?? 0);

  if (!own || total === 0) {
    return <Typography textColor="neutral600">{text('overview.none')}</Typography>;
  }
  // Rounded down: 100 % is said only when nothing failed.
  const rate = formatNumber(Math.floor((own.delivered / total) * 1_000) / 1_000, {
    style: 'percent',
    maximumFractionDigits: 1,
  });
  return (
    <Flex gap={3}>
      <Box aria-hidden="true" width="120px" height="32px">
        <Suspense>
          <OutcomeSparkline outcomes={outcomes} />
        </Suspense>
      </Box>
      <Flex direction="column" alignItems="flex-start">
        <Typography textColor={own.failed > 0 ? 'danger600' : 'neutral800'}>
          {text('overview.success', { rate, total })}
        </Typography>
        {own.averageMs !== null && (
          <Typography variant="pi" textColor="neutral600">
            {text('overview.latency', { averageMs: Math.round(own.averageMs) })}
          </Typography>
        )}
      </Flex>
    </Flex>
  );
}
