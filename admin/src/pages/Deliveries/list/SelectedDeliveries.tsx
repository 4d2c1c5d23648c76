/** What can be done with the selected rows of the history. */
import { Button } from '@strapi/design-system';
import { ArrowClockwise, Cross } from '@strapi/icons';

import { type Delivery, type DeliveryStatus } from '../../../../../contracts/delivery';
import { type Destination } from '../../../../../contracts/destination';
import { EachProgress } from '../../../components/EachProgress';
import { useActOnSelected } from '../../../hooks/useActOnSelected';
import { useText } from '../../../hooks/useText';
import { useCancelDeliveryMutation, useRetryDeliveryMutation } from '../../../services/deliveries';

interface SelectedDeliveriesProps {
  destination: Destination;
  /** As they are now; the selection remembers how they were. */
  rows: Delivery[];
}

export function SelectedDeliveries({ destination, rows }: SelectedDeliveriesProps) {
  const text = useText();
  const { selectedIds, actOnEach, progress } = useActOnSelected();
  const [retry] = useRetryDeliveryMutation();
  const [cancel] = useCancelDeliveryMutation();

  const selected = rows.filter(({ id, test }) => selectedIds.includes(id) && !test);
  const idsOf = (...statuses: DeliveryStatus[]) =>
    selected.filter(({ status }) => statuses.includes(status)).map(({ id }) => id);
  const retryable = idsOf('failed', 'pending');
  const waiting = idsOf('pending');
  const keyOf = (deliveryId: string) => ({ destinationId: destination.id, deliveryId });

  return (
    <>
      <Button
        size="S"
        variant="secondary"
        startIcon={<ArrowClockwise />}
        disabled={retryable.length === 0 || progress !== null}
        onClick={() => void actOnEach(retryable, (id) => retry(keyOf(id)), 'deliveries.retried')}
      >
        {text('deliveries.retrySelected', { count: retryable.length })}
      </Button>
      <Button
        size="S"
        variant="tertiary"
        startIcon={<Cross />}
        disabled={waiting.length === 0 || progress !== null}
        onClick={() => void actOnEach(waiting, (id) => cancel(keyOf(id)), 'deliveries.canceled')}
      >
        {text('deliveries.cancelSelected', { count: waiting.length })}
      </Button>
      <EachProgress progress={progress} />
    </>
  );
}
