/** How the destinations are doing, on the home page. */
import { Flex, Grid, Link } from '@strapi/design-system';
import { Widget } from '@strapi/strapi/admin';
import { type ComponentProps } from 'react';
import { useIntl } from 'react-intl';
import { NavLink } from 'react-router-dom';

import { Figure } from '../components/Figure';
import { useText } from '../hooks/useText';
import { paths } from '../paths';
import { type DestinationListQuery, useGetDestinationsQuery } from '../services/destinations';
import { useGetStatisticsQuery } from '../services/overview';
import { healthOf } from './health';

const HOURS = 24;
const POLL = { pollingInterval: 30_000 };

export default function HealthWidget() {
  const text = useText();
  const { formatNumber } = useIntl();
  const all = useTotal({});
  const active = useTotal({ active: true });
  const suspended = useTotal({ suspended: true });
  const { data: statistics, error } = useGetStatisticsQuery({ hours: HOURS }, POLL);

  if (!all.data || !active.data || !suspended.data || !statistics) {
    const problem = all.error ?? active.error ?? suspended.error ?? error;
    return problem ? <Widget.Error /> : <Widget.Loading />;
  }
  if (all.data.total === 0) return <Widget.NoData>{text('widget.none')}</Widget.NoData>;

  const { failed, waiting, isCapped } = healthOf(statistics);
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
        <Cell label={text('widget.active')} value={formatNumber(active.data.total)} />
        <Cell
          label={text('widget.suspended')}
          value={formatNumber(suspended.data.total)}
          isBad={suspended.data.total > 0}
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

/** How many there are; more than one page of them may be. */
function useTotal(query: DestinationListQuery) {
  const { data, error } = useGetDestinationsQuery({ ...query, count: 1 }, POLL);
  return { data: data?.meta.pagination, error };
}

function Cell(props: ComponentProps<typeof Figure>) {
  return (
    <Grid.Item col={6} direction="column" alignItems="stretch">
      <Figure {...props} />
    </Grid.Item>
  );
}
