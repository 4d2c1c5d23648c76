/** What can be done with a destination as a whole. */
import { Button, Dialog, Flex, MenuItem, SimpleMenu } from '@strapi/design-system';
import { More, PaperPlane } from '@strapi/icons';
import { ConfirmDialog } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';

import { type Destination } from '../../../../contracts/destination';
import { Breakable } from '../../components/Breakable';
import { useAction } from '../../hooks/useAction';
import { useMay } from '../../hooks/useMay';
import { useOpened } from '../../hooks/useOpened';
import { useText } from '../../hooks/useText';
import { paths } from '../../paths';
import { useDeleteDestinationMutation } from '../../services/destinations';
import { RotateDialog } from './dialogs/RotateDialog';
import { TestDialog } from './dialogs/TestDialog';
import { isFromConfig } from './is-from-config';
import { useLifecycle } from './useLifecycle';

export function DestinationMenu({ destination }: { destination: Destination }) {
  const text = useText();
  const { opened, open, close } = useOpened<'test' | 'rotate' | 'delete'>();
  const mayUpdate = useMay('updateDestinations');
  const mayDelete = useMay('deleteDestinations') && !isFromConfig(destination);
  const mayRotate = useMay('rotateSecrets') && !isFromConfig(destination);
  const mayTest = useMay('retryDeliveries');
  const { toggleEnabled, toggleSuspended } = useLifecycle(destination);
  const { enabled, suspended } = destination;
  return (
    <Flex gap={2}>
      {mayTest && (
        <Button variant="secondary" startIcon={<PaperPlane />} onClick={() => open('test')}>
          {text('test.open')}
        </Button>
      )}
      {(mayUpdate || mayDelete || mayRotate) && (
        <SimpleMenu
          label={text('menu.more')}
          variant="tertiary"
          startIcon={<More />}
          endIcon={null}
        >
          {mayUpdate && (
            <MenuItem onSelect={() => void toggleSuspended()}>
              {text(suspended ? 'menu.unsuspend' : 'menu.suspend')}
            </MenuItem>
          )}
          {mayUpdate && !isFromConfig(destination) && (
            <MenuItem onSelect={() => void toggleEnabled()}>
              {text(enabled ? 'menu.disable' : 'menu.enable')}
            </MenuItem>
          )}
          {mayRotate && <MenuItem onSelect={() => open('rotate')}>{text('menu.rotate')}</MenuItem>}
          {mayDelete && (
            <MenuItem variant="danger" onSelect={() => open('delete')}>
              {text('menu.delete')}
            </MenuItem>
          )}
        </SimpleMenu>
      )}
      {opened === 'test' && <TestDialog destination={destination} onClose={close} />}
      {opened === 'rotate' && <RotateDialog destination={destination} onClose={close} />}
      {opened === 'delete' && <DeleteDialog destination={destination} onClose={close} />}
    </Flex>
  );
}

function DeleteDialog({ destination, onClose }: { destination: Destination; onClose: () => void }) {
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
