/** How a destination compares with the content, as figures. */
import { Grid } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { type ReconcileCounts } from '../../../../contracts/job';
import { Figure } from '../../components/Figure';
import { useText } from '../../hooks/useText';

const ORDER = ['inSync', 'pending', 'failed', 'missing', 'stale', 'unsubscribed'] as const;
const WRONG = new Set<keyof ReconcileCounts>(['failed', 'missing', 'stale']);

export function Counts({ counts }: { counts: ReconcileCounts }) {
  const text = useText();
  const { formatNumber } = useIntl();
  return (
    <Grid.Root gap={4}>
      {ORDER.map((name) => (
        <Grid.Item key={name} col={2} s={4} xs={6} direction="column" alignItems="stretch">
          <Figure
            label={text(`reconcile.${name}`)}
            value={formatNumber(counts[name])}
            hint={text(`reconcile.${name}.hint`)}
            isBad={WRONG.has(name) && counts[name] > 0}
          />
        </Grid.Item>
      ))}
    </Grid.Root>
  );
}
