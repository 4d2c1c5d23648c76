/** All destinations and how they are. */
import { EmptyStateLayout, Flex, LinkButton, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { Layouts, Page, Pagination, SearchInput } from '@strapi/strapi/admin';
import { NavLink, useSearchParams } from 'react-router-dom';

import { Outdated } from '../../components/Outdated';
import { Problem } from '../../components/Problem';
import { useMay } from '../../hooks/useMay';
import { useText } from '../../hooks/useText';
import { PAGE_SIZES, readPage } from '../../page-url';
import { paths } from '../../paths';
import { PERMISSIONS } from '../../permissions';
import { type DestinationList, useGetDestinationsQuery } from '../../services/destinations';
import { useGetStatisticsQuery } from '../../services/overview';
import { DestinationTable } from './DestinationTable';
import { HealthBanner } from './HealthBanner';
import { OutcomeSection } from './OutcomeSection';

const HOURS = 24;
const REFRESH_MS = 10_000;

export function Overview() {
  return (
    <Page.Protect permissions={PERMISSIONS.readDestinations}>
      <Loaded />
    </Page.Protect>
  );
}

function Loaded() {
  const text = useText();
  const [params] = useSearchParams();
  const { page, perPage } = readPage(params);
  const name = params.get('_q') ?? undefined;
  const { data, error, refetch } = useGetDestinationsQuery(
    { offset: (page - 1) * perPage, count: perPage, name },
    { pollingInterval: REFRESH_MS }
  );
  const isFirst = !name && data?.meta.pagination.total === 0;
  return (
    <Page.Main>
      <Page.Title>{text('title')}</Page.Title>
      <Layouts.Header
        title={text('title')}
        subtitle={data && !name && text('overview.subtitle', { count: data.meta.pagination.total })}
        primaryAction={data && !isFirst ? <CreateLink /> : undefined}
      />
      {data && (name || data.meta.pagination.total > PAGE_SIZES[0]) && (
        <Layouts.Action
          startActions={
            <SearchInput label={text('overview.search')} placeholder={text('overview.search')} />
          }
        />
      )}
      <Layouts.Content>
        {data && <Outdated error={error} />}
        {data && isFirst && <Nothing />}
        {data && !isFirst && <Listed list={data} />}
        {!data && error && <Problem error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Page.Loading />}
      </Layouts.Content>
    </Page.Main>
  );
}

function Nothing() {
  const text = useText();
  const mayReadDeliveries = useMay('readDeliveries');
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      {mayReadDeliveries && <HealthBanner />}
      <EmptyStateLayout
        icon={<EmptyDocuments width="16rem" />}
        content={text('overview.empty')}
        action={<CreateLink />}
      />
    </Flex>
  );
}

function Listed({ list: { data, meta } }: { list: DestinationList }) {
  const text = useText();
  const mayReadDeliveries = useMay('readDeliveries');
  const { data: statistics } = useGetStatisticsQuery(
    { hours: HOURS },
    { skip: !mayReadDeliveries, pollingInterval: REFRESH_MS }
  );
  const { total, count } = meta.pagination;

  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      {mayReadDeliveries && <HealthBanner />}
      {data.length > 0 ? (
        <DestinationTable destinations={data} statistics={statistics} />
      ) : (
        <Typography textColor="neutral600">{text('overview.noMatch')}</Typography>
      )}
      {total > PAGE_SIZES[0] && (
        <Pagination.Root pageCount={Math.ceil(total / count)} total={total} defaultPageSize={count}>
          <Pagination.PageSize options={PAGE_SIZES.map(String)} />
          <Pagination.Links />
        </Pagination.Root>
      )}
      {statistics && <OutcomeSection statistics={statistics} />}
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
