/** What can be done with one delivery. */
import { Button, Flex } from '@strapi/design-system';
import { ArrowClockwise, Code, Cross } from '@strapi/icons';

import { type DeliveryWithAttempts } from '../../../../../contracts/delivery';
import { type Destination } from '../../../../../contracts/destination';
import { useAction } from '../../../hooks/useAction';
import { useCopy } from '../../../hooks/useCopy';
import { useMay } from '../../../hooks/useMay';
import { useText } from '../../../hooks/useText';
import { useCancelDeliveryMutation, useRetryDeliveryMutation } from '../../../services/deliveries';
import { asCurl } from './as-curl';

const ONE = { count: 1 };

interface DeliveryActionsProps {
  destination: Destination;
  delivery: DeliveryWithAttempts;
}

export function DeliveryActions({ destination, delivery }: DeliveryActionsProps) {
  const text = useText();
  const act = useAction();
  const copy = useCopy();
  const mayRetry = useMay('retryDeliveries') && !delivery.test;
  const [retry, retrying] = useRetryDeliveryMutation();
  const [cancel, canceling] = useCancelDeliveryMutation();
  const { id, status } = delivery;
  const key = { destinationId: destination.id, deliveryId: id };
  const isWaiting = status === 'pending';

  return (
    <Flex gap={2}>
      <Button
        variant="tertiary"
        startIcon={<Code />}
        onClick={() => void copy(asCurl(destination.url, delivery))}
      >
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
