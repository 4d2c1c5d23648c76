/** All destinations and how they are. */
import { EmptyStateLayout, Flex, LinkButton, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { Layouts, Page } from '@strapi/strapi/admin';
import { NavLink } from 'react-router-dom';

import { type Destination } from '../../../../contracts/destination';
import { Problem } from '../../components/Problem';
import { useMay } from '../../hooks/useMay';
import { useText } from '../../hooks/useText';
import { paths } from '../../paths';
import { PERMISSIONS } from '../../permissions';
import { useGetDestinationsQuery } from '../../services/destinations';
import { useGetStatisticsQuery } from '../../services/overview';
import { DestinationTable } from './DestinationTable';
import { HealthBanner } from './HealthBanner';
import { OutcomeSection } from './OutcomeSection';

const MOST_SHOWN = 100;
const HOURS = 24;
const REFRESH_MS = 10_000;

export default function Overview() {
  return (
    <Page.Protect permissions={PERMISSIONS.readDestinations}>
      <Loaded />
    </Page.Protect>
  );
}

function Loaded() {
  const text = useText();
  const { data, error, refetch } = useGetDestinationsQuery({ count: MOST_SHOWN });
  return (
    <Page.Main>
      <Page.Title>{text('title')}</Page.Title>
      <Layouts.Header
        title={text('title')}
        subtitle={data && text('overview.subtitle', { count: data.meta.pagination.total })}
        primaryAction={data && data.data.length > 0 ? <CreateLink /> : undefined}
      />
      <Layouts.Content>
        {data && <Listed destinations={data.data} total={data.meta.pagination.total} />}
        {!data && error && <Problem error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Page.Loading />}
      </Layouts.Content>
    </Page.Main>
  );
}

function Listed({ destinations, total }: { destinations: Destination[]; total: number }) {
  const text = useText();
  const mayReadDeliveries = useMay('readDeliveries');
  const { data: statistics } = useGetStatisticsQuery(
    { hours: HOURS },
    {
      skip: !mayReadDeliveries || destinations.length === 0,
      pollingInterval: REFRESH_MS,
    }
  );

  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      {mayReadDeliveries && <HealthBanner />}
      {destinations.length === 0 && (
        <EmptyStateLayout
          icon={<EmptyDocuments width="16rem" />}
          content={text('overview.empty')}
          action={<CreateLink />}
        />
      )}
      {destinations.length > 0 && (
        <>
          <DestinationTable destinations={destinations} statistics={statistics} />
          {total > destinations.length && (
            <Typography textColor="neutral600">
              {text('overview.truncated', { shown: destinations.length, total })}
            </Typography>
          )}
          {statistics && <OutcomeSection statistics={statistics} />}
        </>
      )}
    </Flex>
  );
}

function CreateLink() {
  const text = useText();
  const mayCreate = useMay('createDestinations');
  if (!mayCreate) return null;
  return (
    <LinkButton tag={NavLink} to={paths.create()} startIcon={<Plus />}>
      {text('overview.create')}
    </LinkButton>
  );
}
