/** The history of a destination, filtered and in pages. It is kept up to date, but never moves by itself. */
import { Button, Flex } from '@strapi/design-system';
import { ArrowUp } from '@strapi/icons';

import { type Destination } from '../../../../../contracts/destination';
import { Problem } from '../../../components/Problem';
import { useMay } from '../../../hooks/useMay';
import { useText } from '../../../hooks/useText';
import { useGetDeliveriesQuery } from '../../../services/deliveries';
import { DeliveryTable } from './DeliveryTable';
import { Filters } from './Filters';
import { ManyMenu } from './ManyMenu';
import { Pages } from './Pages';
import { SelectedDeliveries } from './SelectedDeliveries';
import { useListUrl } from './useListUrl';
import { useLiveRows } from './useLiveRows';

const POLL_MS = 5_000;

export function DeliveryList({ destination }: { destination: Destination }) {
  const text = useText();
  const url = useListUrl();
  const mayRetry = useMay('retryDeliveries');
  const { filters, page, perPage, isFiltered } = url;
  const query = { destinationId: destination.id, ...filters, page, perPage };
  const { currentData, data, error, isFetching, refetch } = useGetDeliveriesQuery(query, {
    pollingInterval: POLL_MS,
    refetchOnMountOrArgChange: true,
  });
  const key = JSON.stringify(query);
  const { rows, fresh, showFresh } = useLiveRows(key, currentData?.data);

  return (
    <Flex direction="column" alignItems="stretch">
      <Filters url={url} />
      <Flex justifyContent="space-between" gap={2} paddingBottom={4} minHeight="4.8rem">
        <div aria-live="polite">
          {fresh > 0 && page === 1 && (
            <Button size="S" variant="secondary" startIcon={<ArrowUp />} onClick={showFresh}>
              {text('deliveries.fresh', { count: fresh })}
            </Button>
          )}
        </div>
        {mayRetry && <ManyMenu destination={destination} />}
      </Flex>
      {error && !currentData ? (
        <Problem error={error} onRetry={() => void refetch()} />
      ) : (
        <>
          <DeliveryTable
            key={key}
            destinationId={destination.id}
            rows={rows}
            isLoading={!currentData && isFetching}
            empty={text(isFiltered ? 'deliveries.noMatch' : 'deliveries.none')}
            isSelectable={mayRetry}
            actions={mayRetry && <SelectedDeliveries destination={destination} rows={rows} />}
          />
          {data && <Pages pagination={data.meta.pagination} />}
        </>
      )}
    </Flex>
  );
}
