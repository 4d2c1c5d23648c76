/** Cancels what waits for a destination: all of it, or one type or action. */
import { Flex } from '@strapi/design-system';
import { useState } from 'react';

import { type Destination } from '../../../../../contracts/destination';
import { FormDialog } from '../../../components/FormDialog';
import { useAction } from '../../../hooks/useAction';
import { useText } from '../../../hooks/useText';
import { type DeliveryFilters, useCancelDeliveriesMutation } from '../../../services/deliveries';
import { ActionFilter, TypeFilter } from './filter-fields';
import { useSayCount } from './useSayCount';

interface CancelWaitingDialogProps {
  destination: Destination;
  onClose: () => void;
}

export function CancelWaitingDialog({ destination, onClose }: CancelWaitingDialogProps) {
  const text = useText();
  const act = useAction();
  const sayCount = useSayCount();
  const [chosen, setChosen] = useState<Pick<DeliveryFilters, 'type' | 'action'>>({});
  const [cancel, { isLoading }] = useCancelDeliveriesMutation();
  const field = {
    filters: chosen,
    onChange: (changed: DeliveryFilters) => setChosen({ ...chosen, ...changed }),
  };

  async function confirm(): Promise<void> {
    const result = await act(cancel({ destinationId: destination.id, ...chosen }));
    if (result.kind === 'failed') return;
    sayCount('deliveries.canceled', result.data.data.canceled);
    onClose();
  }

  return (
    <FormDialog
      title={text('deliveries.cancelWaiting')}
      explained={text('deliveries.cancelWaiting.explained')}
      confirm={text('deliveries.cancelWaiting.confirm')}
      isDangerous
      isBusy={isLoading}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <Flex gap={4}>
        <TypeFilter {...field} />
        <ActionFilter {...field} />
      </Flex>
    </FormDialog>
  );
}
