/** What can be done with one delivery. */
import { Button, Flex } from '@strapi/design-system';
import { ArrowClockwise, Code, Cross } from '@strapi/icons';
import { useClipboard, useNotification } from '@strapi/strapi/admin';

import { type DeliveryWithAttempts } from '../../../../../contracts/delivery';
import { type Destination } from '../../../../../contracts/destination';
import { useAction } from '../../../hooks/useAction';
import { useMay } from '../../../hooks/useMay';
import { useText } from '../../../hooks/useText';
import { useCancelDeliveryMutation, useRetryDeliveryMutation } from '../../../services/deliveries';
import { asCurl } from './as-curl';

interface DeliveryActionsProps {
  destination: Destination;
  delivery: DeliveryWithAttempts;
}

export function DeliveryActions({ destination, delivery }: DeliveryActionsProps) {
  const text = useText();
  const act = useAction();
  const { copy } = useClipboard();
  const { toggleNotification } = useNotification();
  const mayRetry = useMay('retryDeliveries') && !delivery.test;
  const [retry, retrying] = useRetryDeliveryMutation();
  const [cancel, canceling] = useCancelDeliveryMutation();
  const { id, status } = delivery;
  const key = { destinationId: destination.id, deliveryId: id };
  const isWaiting = status === 'pending';

  async function copyCurl(): Promise<void> {
    const isCopied = await copy(asCurl(destination.url, delivery));
    toggleNotification(
      isCopied
        ? { type: 'success', message: text('copy.done') }
        : { type: 'danger', message: text('copy.failed') }
    );
  }

  return (
    <Flex gap={2}>
      <Button variant="tertiary" startIcon={<Code />} onClick={() => void copyCurl()}>
        {text('delivery.copyCurl')}
      </Button>
      {mayRetry && isWaiting && (
        <Button
          variant="tertiary"
          startIcon={<Cross />}
          loading={canceling.isLoading}
          onClick={() => void act(cancel(key), { done: 'deliveries.canceled', values: ONE })}
        >
          {text('delivery.cancel')}
        </Button>
      )}
      {mayRetry && (isWaiting || status === 'failed') && (
        <Button
          startIcon={<ArrowClockwise />}
          loading={retrying.isLoading}
          onClick={() => void act(retry(key), { done: 'deliveries.retried', values: ONE })}
        >
          {text(isWaiting ? 'delivery.retryNow' : 'delivery.retry')}
        </Button>
      )}
    </Flex>
  );
}

const ONE = { count: 1 };
