/** Asks before a destination is deleted, with its history. */
import { Dialog } from '@strapi/design-system';
import { ConfirmDialog } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';

import { type Destination } from '../../../../../contracts/destination';
import { Breakable } from '../../../components/Breakable';
import { useAction } from '../../../hooks/useAction';
import { useText } from '../../../hooks/useText';
import { paths } from '../../../paths';
import { useDeleteDestinationMutation } from '../../../services/destinations';

interface DeleteDialogProps {
  destination: Destination;
  onClose: () => void;
}

export function DeleteDialog({ destination, onClose }: DeleteDialogProps) {
  const text = useText();
  const act = useAction();
  const navigate = useNavigate();
  const [remove] = useDeleteDestinationMutation();
  const { id, name } = destination;

  async function confirm(): Promise<void> {
    const result = await act(remove(id), { done: 'action.deleted', values: { name } });
    if (result.kind === 'done') navigate(paths.overview());
  }

  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <ConfirmDialog
        title={
          <Breakable variant="beta" textAlign="center">
            {text('delete.title', { name })}
          </Breakable>
        }
        onConfirm={confirm}
      >
        {text('delete.explained')}
      </ConfirmDialog>
    </Dialog.Root>
  );
}
