/** Deliveries by the hour and outcome; the numbers stand beside it for those who cannot see it. */
import { Box, Typography, VisuallyHidden } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import {
  Bar,
  BarChart,
  CartesianGrid,
  Legend,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';

import { useText } from '../../hooks/useText';
import { type HourOutcomes } from './outcomes';
import { useChartColors } from './useChartColors';

const HEIGHT = 220;

export default function OutcomeChart({ outcomes }: { outcomes: HourOutcomes[] }) {
  const text = useText();
  const { formatTime } = useIntl();
  const colors = useChartColors();
  const tick = { fill: colors.text, fontSize: 12 };
  const timeOf = (hour: string) => formatTime(hour);
  return (
    <>
      <Box aria-hidden="true" height={`${HEIGHT}px`}>
        <ResponsiveContainer width="100%" height={HEIGHT}>
          <BarChart
            accessibilityLayer={false}
            data={outcomes}
            margin={{ top: 4, right: 8, bottom: 0, left: -16 }}
          >
            <CartesianGrid vertical={false} stroke={colors.grid} />
            <XAxis dataKey="hour" tickFormatter={timeOf} tick={tick} stroke={colors.grid} />
            <YAxis allowDecimals={false} tick={tick} stroke={colors.grid} />
            <Tooltip
              labelFormatter={(hour) => timeOf(String(hour))}
              cursor={{ fill: colors.grid }}
              contentStyle={{ background: colors.surface, borderColor: colors.grid }}
              labelStyle={{ color: colors.text }}
              itemStyle={{ color: colors.text }}
            />
            <Legend
              align="right"
              verticalAlign="top"
              formatter={(label: string) => (
                <Typography variant="pi" textColor="neutral600">
                  {label}
                </Typography>
              )}
            />
            <Bar
              dataKey="delivered"
              name={text('overview.chart.delivered')}
              stackId="deliveries"
              fill={colors.delivered}
              isAnimationActive={false}
            />
            <Bar
              dataKey="failed"
              name={text('overview.chart.failed')}
              stackId="deliveries"
              fill={colors.failed}
              isAnimationActive={false}
            />
          </BarChart>
        </ResponsiveContainer>
      </Box>
      <NumbersTable outcomes={outcomes} />
    </>
  );
}

function NumbersTable({ outcomes }: { outcomes: HourOutcomes[] }) {
  const text = useText();
  const { formatTime } = useIntl();
  return (
    <VisuallyHidden>
      <table>
        <caption>{text('overview.chart.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{text('overview.chart.hour')}</th>
            <th scope="col">{text('overview.chart.delivered')}</th>
            <th scope="col">{text('overview.chart.failed')}</th>
          </tr>
        </thead>
        <tbody>
          {outcomes.map(({ hour, delivered, failed }) => (
            <tr key={hour}>
              <th scope="row">{formatTime(hour)}</th>
              <td>{delivered}</td>
              <td>{failed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </VisuallyHidden>
  );
}
