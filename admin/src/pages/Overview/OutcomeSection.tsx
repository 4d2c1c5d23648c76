/** The chart of all deliveries of a day; its library is loaded when there is something to draw. */
import { Box } from '@strapi/design-system';
import { Suspense, useMemo } from 'react';

import { type Statistics } from '../../../../contracts/statistics';
import { Section } from '../../components/Section';
import { useText } from '../../hooks/useText';
import { lazyChart } from './lazy-chart';
import { outcomesByHour, totalOf } from './outcomes';

const OutcomeChart = lazyChart(() => import('./OutcomeChart'));

export function OutcomeSection({ statistics }: { statistics: Statistics }) {
  const text = useText();
  const outcomes = useMemo(() => outcomesByHour(statistics), [statistics]);
  const { delivered, failed } = totalOf(outcomes);
  const isEmpty = delivered + failed === 0;
  return (
    <Section
      title={text('overview.chart.title')}
      description={
        isEmpty
          ? text('overview.chart.none')
          : text('overview.chart.summary', { delivered, failed })
      }
    >
      {!isEmpty && (
        <Suspense fallback={<Box height="220px" />}>
          <OutcomeChart outcomes={outcomes} />
        </Suspense>
      )}
    </Section>
  );
}
