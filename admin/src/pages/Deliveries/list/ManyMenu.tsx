/** What can be done with all deliveries of a destination at once. */
import { Button, Flex } from '@strapi/design-system';
import { ArrowClockwise, Cross } from '@strapi/icons';

import { type Destination } from '../../../../../contracts/destination';
import { useOpened } from '../../../hooks/useOpened';
import { useText } from '../../../hooks/useText';
import { CancelWaitingDialog } from './CancelWaitingDialog';
import { RetryFailedDialog } from './RetryFailedDialog';

export function ManyMenu({ destination }: { destination: Destination }) {
  const text = useText();
  const { opened, open, close } = useOpened<'retry' | 'cancel'>();
  return (
    <Flex gap={2}>
      <Button
        size="S"
        variant="tertiary"
        startIcon={<ArrowClockwise />}
        onClick={() => open('retry')}
      >
        {text('deliveries.retryFailed')}
      </Button>
      <Button size="S" variant="tertiary" startIcon={<Cross />} onClick={() => open('cancel')}>
        {text('deliveries.cancelWaiting')}
      </Button>
      {opened === 'retry' && <RetryFailedDialog destination={destination} onClose={close} />}
      {opened === 'cancel' && <CancelWaitingDialog destination={destination} onClose={close} />}
    </Flex>
  );
}
