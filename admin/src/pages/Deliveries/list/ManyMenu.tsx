/** What can be done with all deliveries of a destination at once. */
import { Button, Flex } from '@strapi/design-system';
import { ArrowClockwise, Cross } from '@strapi/icons';
import { useState } from 'react';

import { type Destination } from '../../../../../contracts/destination';
import { useText } from '../../../hooks/useText';
import { CancelWaitingDialog } from './CancelWaitingDialog';
import { RetryFailedDialog } from './RetryFailedDialog';

export function ManyMenu({ destination }: { destination: Destination }) {
  const text = useText();
  const [opened, setOpened] = useState<'retry' | 'cancel' | null>(null);
  const close = () => setOpened(null);
  return (
    <Flex gap={2}>
      <Button
        size="S"
        variant="tertiary"
        startIcon={<ArrowClockwise />}
        onClick={() => setOpened('retry')}
      >
        {text('deliveries.retryFailed')}
      </Button>
      <Button size="S" variant="tertiary" startIcon={<Cross />} onClick={() => setOpened('cancel')}>
        {text('deliveries.cancelWaiting')}
      </Button>
      {opened === 'retry' && <RetryFailedDialog destination={destination} onClose={close} />}
      {opened === 'cancel' && <CancelWaitingDialog destination={destination} onClose={close} />}
    </Flex>
  );
}
