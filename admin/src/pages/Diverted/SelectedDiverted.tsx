/** What can be done with the selected diverted deliveries. */
import { Button, Dialog } from '@strapi/design-system';
import { PaperPlane, Trash } from '@strapi/icons';
import { ConfirmDialog } from '@strapi/strapi/admin';

import { type Destination } from '../../../../contracts/destination';
import { EachProgress } from '../../components/EachProgress';
import { useActOnSelected } from '../../hooks/useActOnSelected';
import { useText } from '../../hooks/useText';
import { useDeleteDivertedMutation, useResendDivertedMutation } from '../../services/deliveries';

export function SelectedDiverted({ destination }: { destination: Destination }) {
  const text = useText();
  const { selectedIds: ids, actOnEach, progress } = useActOnSelected();
  const [resend] = useResendDivertedMutation();
  const [remove] = useDeleteDivertedMutation();
  const count = ids.length;
  const keyOf = (deliveryId: string) => ({ destinationId: destination.id, deliveryId });

  return (
    <>
      <Button
        size="S"
        variant="secondary"
        startIcon={<PaperPlane />}
        disabled={progress !== null}
        onClick={() => void actOnEach(ids, (id) => resend(keyOf(id)), 'diverted.resent')}
      >
        {text('diverted.resend', { count })}
      </Button>
      <Dialog.Root>
        <Dialog.Trigger>
          <Button
            size="S"
            variant="danger-light"
            startIcon={<Trash />}
            disabled={progress !== null}
          >
            {text('diverted.delete', { count })}
          </Button>
        </Dialog.Trigger>
        <ConfirmDialog
          title={text('diverted.delete', { count })}
          onConfirm={() => actOnEach(ids, (id) => remove(keyOf(id)), 'diverted.deleted')}
        >
          {text('diverted.delete.explained', { count })}
        </ConfirmDialog>
      </Dialog.Root>
      <EachProgress progress={progress} />
    </>
  );
}
