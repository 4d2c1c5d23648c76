/** What can be done with the selected rows of the history. */
import { Button } from '@strapi/design-system';
import { ArrowClockwise, Cross } from '@strapi/icons';
import { useTable } from '@strapi/strapi/admin';

import { type Delivery, type DeliveryStatus } from '../../../../../contracts/delivery';
import { type Destination } from '../../../../../contracts/destination';
import { EachProgress } from '../../../components/EachProgress';
import { useActOnEach } from '../../../hooks/useActOnEach';
import { useText } from '../../../hooks/useText';
import { useCancelDeliveryMutation, useRetryDeliveryMutation } from '../../../services/deliveries';

const RETRYABLE: readonly DeliveryStatus[] = ['failed', 'pending'];

interface SelectedDeliveriesProps {
  destination: Destination;
  /** As they are now; the selection remembers how they were. */
  rows: Delivery[];
}

export function SelectedDeliveries({ destination, rows }: SelectedDeliveriesProps) {
  const text = useText();
  const { actOnEach, progress } = useActOnEach();
  const [retry] = useRetryDeliveryMutation();
  const [cancel] = useCancelDeliveryMutation();
  const selectedRows = useTable('SelectedDeliveries', (table) => table.selectedRows);
  const selectRow = useTable('SelectedDeliveries', (table) => table.selectRow);

  const ids = new Set(selectedRows.map(({ id }) => id));
  const selected = rows.filter(({ id, test }) => ids.has(id) && !test);
  const retryable = selected.filter(({ status }) => RETRYABLE.includes(status));
  const waiting = selected.filter(({ status }) => status === 'pending');
  const keyOf = ({ id }: Delivery) => ({ destinationId: destination.id, deliveryId: id });

  async function retryAll(): Promise<void> {
    await actOnEach(retryable, (row) => retry(keyOf(row)), 'deliveries.retried');
    selectRow([]);
  }

  async function cancelAll(): Promise<void> {
    await actOnEach(waiting, (row) => cancel(keyOf(row)), 'deliveries.canceled');
    selectRow([]);
  }

  return (
    <>
      <Button
        size="S"
        variant="secondary"
        startIcon={<ArrowClockwise />}
        disabled={retryable.length === 0 || progress !== null}
        onClick={() => void retryAll()}
      >
        {text('deliveries.retrySelected', { count: retryable.length })}
      </Button>
      <Button
        size="S"
        variant="tertiary"
        startIcon={<Cross />}
        disabled={waiting.length === 0 || progress !== null}
        onClick={() => void cancelAll()}
      >
        {text('deliveries.cancelSelected', { count: waiting.length })}
      </Button>
      <EachProgress progress={progress} />
    </>
  );
}
