/** Deliveries that used up their attempts and wait for a person. */
import { Flex, Typography } from '@strapi/design-system';
import { Page } from '@strapi/strapi/admin';

import { type Destination } from '../../../../contracts/destination';
import { Problem } from '../../components/Problem';
import { useMay } from '../../hooks/useMay';
import { useText } from '../../hooks/useText';
import { PERMISSIONS } from '../../permissions';
import { useGetDivertedQuery } from '../../services/deliveries';
import { DeliveryTable } from '../Deliveries/list/DeliveryTable';
import { Filters } from '../Deliveries/list/Filters';
import { Pages } from '../Deliveries/list/Pages';
import { useListUrl } from '../Deliveries/list/useListUrl';
import { useDestination } from '../Destination/destination-context';
import { SelectedDiverted } from './SelectedDiverted';

const POLL_MS = 10_000;

export function Diverted() {
  const destination = useDestination();
  return (
    <Page.Protect permissions={PERMISSIONS.readDeliveries}>
      <Listed destination={destination} />
    </Page.Protect>
  );
}

function Listed({ destination }: { destination: Destination }) {
  const text = useText();
  const url = useListUrl();
  const mayRetry = useMay('retryDeliveries');
  const { action, type, originId, from, to } = url.filters;
  const { page, perPage } = url;
  const query = { destinationId: destination.id, action, type, originId, from, to, page, perPage };
  const { currentData, data, error, isFetching, refetch } = useGetDivertedQuery(query, {
    pollingInterval: POLL_MS,
    refetchOnMountOrArgChange: true,
  });

  return (
    <Flex direction="column" alignItems="stretch">
      <Flex paddingBottom={4}>
        <Typography textColor="neutral600">{text('diverted.explained')}</Typography>
      </Flex>
      <Filters url={url} isDiverted />
      {error && !currentData ? (
        <Problem error={error} onRetry={() => void refetch()} />
      ) : (
        <>
          <DeliveryTable
            key={JSON.stringify(query)}
            destinationId={destination.id}
            rows={currentData?.data ?? []}
            isLoading={!currentData && isFetching}
            empty={text(url.isFiltered ? 'deliveries.noMatch' : 'diverted.none')}
            isSelectable={mayRetry}
            actions={mayRetry && <SelectedDiverted destination={destination} />}
          />
          {data && <Pages pagination={data.meta.pagination} />}
        </>
      )}
    </Flex>
  );
}
