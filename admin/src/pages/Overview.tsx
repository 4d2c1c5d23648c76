/** All destinations and their state, at a glance. */
import {
  Box,
  EmptyStateLayout,
  Status,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Tr,
  Typography,
} from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';

import { type Destination } from '../../../contracts/destination';
import { PERMISSIONS } from '../permissions';
import { PLUGIN_ID } from '../pluginId';
import { useGetDestinationsQuery } from '../services/destinations';

const PAGE_SIZE = 100;

export function Overview() {
  return (
    <Page.Protect permissions={PERMISSIONS.readDestinations}>
      <DestinationList />
    </Page.Protect>
  );
}

function DestinationList() {
  const { formatMessage } = useIntl();
  const { data, isLoading, isError } = useGetDestinationsQuery({ offset: 0, count: PAGE_SIZE });
  const title = formatMessage({ id: `${PLUGIN_ID}.title`, defaultMessage: 'Destinations' });

  if (isLoading) return <Page.Loading />;
  if (isError || !data) return <Page.Error />;

  return (
    <Page.Main>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={formatMessage(
          {
            id: `${PLUGIN_ID}.overview.subtitle`,
            defaultMessage:
              '{count, plural, =0 {Nobody is told about your content yet} one {# destination is told about your content} other {# destinations are told about your content}}',
          },
          { count: data.meta.pagination.total }
        )}
      />
      <Layouts.Content>
        {data.data.length === 0 ? (
          <EmptyStateLayout
            content={formatMessage({
              id: `${PLUGIN_ID}.overview.empty`,
              defaultMessage:
                'There is no destination yet. Create the first one through the REST API, POST /api/destinations.',
            })}
          />
        ) : (
          <DestinationTable destinations={data.data} />
        )}
      </Layouts.Content>
    </Page.Main>
  );
}

const COLUMNS = [
  { key: 'name', defaultMessage: 'Name' },
  { key: 'host', defaultMessage: 'Host' },
  { key: 'events', defaultMessage: 'Subscribes to' },
  { key: 'state', defaultMessage: 'State' },
];

function DestinationTable({ destinations }: { destinations: Destination[] }) {
  const { formatMessage } = useIntl();
  return (
    <Box background="neutral0" hasRadius shadow="tableShadow">
      <Table colCount={COLUMNS.length} rowCount={destinations.length + 1}>
        <Thead>
          <Tr>
            {COLUMNS.map(({ key, defaultMessage }) => (
              <Th key={key}>
                <Typography variant="sigma" textColor="neutral600">
                  {formatMessage({ id: `${PLUGIN_ID}.overview.column.${key}`, defaultMessage })}
                </Typography>
              </Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {destinations.map((destination) => (
            <Tr key={destination.id}>
              <Td>
                <Typography fontWeight="semiBold" ellipsis>
                  {destination.name}
                </Typography>
              </Td>
              <Td>
                <Typography ellipsis>{new URL(destination.url).host}</Typography>
              </Td>
              <Td>
                <Typography ellipsis>{destination.events.join(', ') || '–'}</Typography>
              </Td>
              <Td>
                <State destination={destination} />
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </Box>
  );
}

function State({ destination }: { destination: Destination }) {
  const { formatMessage } = useIntl();
  const state = stateOf(destination);
  return (
    <Status variant={state.variant} size="S">
      <Typography fontWeight="bold">
        {formatMessage({
          id: `${PLUGIN_ID}.state.${state.key}`,
          defaultMessage: state.defaultMessage,
        })}
      </Typography>
    </Status>
  );
}

function stateOf({ enabled, suspended }: Destination) {
  if (suspended)
    return { key: 'suspended', defaultMessage: 'Suspended', variant: 'danger' } as const;
  if (!enabled)
    return { key: 'inactive', defaultMessage: 'Inactive', variant: 'secondary' } as const;
  return { key: 'active', defaultMessage: 'Active', variant: 'success' } as const;
}
