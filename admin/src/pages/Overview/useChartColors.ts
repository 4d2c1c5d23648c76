/** The colours of charts, from the theme. */
import { useTheme } from 'styled-components';

export function useChartColors() {
  const { colors } = useTheme();
  return {
    delivered: colors.success500,
    failed: colors.danger500,
    grid: colors.neutral200,
    text: colors.neutral600,
    surface: colors.neutral0,
  };
}
