/** How the destinations are doing, on the home page. */
import { Flex, Grid, Link } from '@strapi/design-system';
import { Widget } from '@strapi/strapi/admin';
import { type ComponentProps } from 'react';
import { useIntl } from 'react-intl';
import { NavLink } from 'react-router-dom';

import { Figure } from '../components/Figure';
import { useText } from '../hooks/useText';
import { paths } from '../paths';
import { useGetDestinationsQuery } from '../services/destinations';
import { useGetStatisticsQuery } from '../services/overview';
import { healthOf } from './health';

const HOURS = 24;
const MOST_SHOWN = 100;
const POLL = { pollingInterval: 30_000 };

export default function HealthWidget() {
  const text = useText();
  const { formatNumber } = useIntl();
  const list = useGetDestinationsQuery({ count: MOST_SHOWN }, POLL);
  const statistics = useGetStatisticsQuery({ hours: HOURS }, POLL);

  if (!list.data || !statistics.data) {
    return list.error || statistics.error ? <Widget.Error /> : <Widget.Loading />;
  }
  if (list.data.data.length === 0) return <Widget.NoData>{text('widget.none')}</Widget.NoData>;

  const { active, suspended, failed, waiting, isCapped } = healthOf(
    list.data.data,
    statistics.data
  );
  const waitingText = `${formatNumber(waiting)}${isCapped ? '+' : ''}`;
  return (
    <Flex
      direction="column"
      alignItems="stretch"
      justifyContent="space-between"
      height="100%"
      gap={4}
    >
      <Grid.Root gap={4}>
        <Cell label={text('widget.active')} value={formatNumber(active)} />
        <Cell
          label={text('widget.suspended')}
          value={formatNumber(suspended)}
          isBad={suspended > 0}
        />
        <Cell label={text('widget.failed')} value={formatNumber(failed)} isBad={failed > 0} />
        <Cell label={text('widget.waiting')} value={waitingText} />
      </Grid.Root>
      <Link tag={NavLink} to={paths.overview()}>
        {text('widget.open')}
      </Link>
    </Flex>
  );
}

function Cell(props: ComponentProps<typeof Figure>) {
  return (
    <Grid.Item col={6} direction="column" alignItems="stretch">
      <Figure {...props} />
    </Grid.Item>
  );
}
