/** The outcomes of one destination, small enough for a row; the row says the numbers in words. */
import { Bar, BarChart } from 'recharts';

import { type HourOutcomes } from './outcomes';
import { useChartColors } from './useChartColors';

const SIZE = { width: 120, height: 32 };

export default function OutcomeSparkline({ outcomes }: { outcomes: HourOutcomes[] }) {
  const colors = useChartColors();
  return (
    <BarChart {...SIZE} data={outcomes} barCategoryGap={1} accessibilityLayer={false}>
      <Bar
        dataKey="delivered"
        stackId="deliveries"
        fill={colors.delivered}
        isAnimationActive={false}
      />
      <Bar dataKey="failed" stackId="deliveries" fill={colors.failed} isAnimationActive={false} />
    </BarChart>
  );
}
