/** Tries everything again that failed since a point in time. */
import { Checkbox } from '@strapi/design-system';
import { useState } from 'react';

import { type Destination } from '../../../../../contracts/destination';
import { FormDialog } from '../../../components/FormDialog';
import { TimeField } from '../../../components/TimeField';
import { useAction } from '../../../hooks/useAction';
import { useText } from '../../../hooks/useText';
import { useRetryDeliveriesMutation } from '../../../services/deliveries';
import { useSayCount } from './useSayCount';

const DAY_MS = 86_400_000;

interface RetryFailedDialogProps {
  destination: Destination;
  onClose: () => void;
}

export function RetryFailedDialog({ destination, onClose }: RetryFailedDialogProps) {
  const text = useText();
  const act = useAction();
  const sayCount = useSayCount();
  const [from, setFrom] = useState<string | undefined>(() =>
    new Date(Date.now() - DAY_MS).toISOString()
  );
  const [withWaiting, setWithWaiting] = useState(false);
  const [retry, { isLoading }] = useRetryDeliveriesMutation();

  async function confirm(since: string): Promise<void> {
    const status = withWaiting ? (['failed', 'pending'] as const) : (['failed'] as const);
    const result = await act(retry({ destinationId: destination.id, from: since, status }));
    if (result.kind === 'failed') return;
    sayCount('deliveries.retried', result.data.data.queued);
    onClose();
  }

  return (
    <FormDialog
      title={text('deliveries.retryFailed')}
      explained={text('deliveries.retryFailed.explained')}
      confirm={text('deliveries.retryFailed.confirm')}
      isBusy={isLoading}
      isDisabled={from === undefined}
      onConfirm={() => from && void confirm(from)}
      onClose={onClose}
    >
      <TimeField
        name="since"
        label={text('deliveries.retryFailed.since')}
        value={from}
        onChange={setFrom}
      />
      <Checkbox
        checked={withWaiting}
        onCheckedChange={(checked) => setWithWaiting(checked === true)}
      >
        {text('deliveries.retryFailed.waiting')}
      </Checkbox>
    </FormDialog>
  );
}
