/** What can be done with the selected diverted deliveries. */
import { Button, Dialog } from '@strapi/design-system';
import { PaperPlane, Trash } from '@strapi/icons';
import { ConfirmDialog, useTable } from '@strapi/strapi/admin';

import { type Destination } from '../../../../contracts/destination';
import { EachProgress } from '../../components/EachProgress';
import { useActOnEach } from '../../hooks/useActOnEach';
import { useText } from '../../hooks/useText';
import { useDeleteDivertedMutation, useResendDivertedMutation } from '../../services/deliveries';

export function SelectedDiverted({ destination }: { destination: Destination }) {
  const text = useText();
  const { actOnEach, progress } = useActOnEach();
  const [resend] = useResendDivertedMutation();
  const [remove] = useDeleteDivertedMutation();
  const selectedRows = useTable('SelectedDiverted', (table) => table.selectedRows);
  const selectRow = useTable('SelectedDiverted', (table) => table.selectRow);
  const ids = selectedRows.map(({ id }) => String(id));
  const count = ids.length;
  const keyOf = (deliveryId: string) => ({ destinationId: destination.id, deliveryId });

  async function resendAll(): Promise<void> {
    await actOnEach(ids, (id) => resend(keyOf(id)), 'diverted.resent');
    selectRow([]);
  }

  async function deleteAll(): Promise<void> {
    await actOnEach(ids, (id) => remove(keyOf(id)), 'diverted.deleted');
    selectRow([]);
  }

  return (
    <>
      <Button
        size="S"
        variant="secondary"
        startIcon={<PaperPlane />}
        disabled={progress !== null}
        onClick={() => void resendAll()}
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
        <ConfirmDialog title={text('diverted.delete', { count })} onConfirm={deleteAll}>
          {text('diverted.delete.explained', { count })}
        </ConfirmDialog>
      </Dialog.Root>
      <EachProgress progress={progress} />
    </>
  );
}
