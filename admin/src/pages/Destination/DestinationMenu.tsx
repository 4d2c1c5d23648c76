/** What can be done with a destination as a whole. */
import { Button, Flex, MenuItem, SimpleMenu } from '@strapi/design-system';
import { More, PaperPlane } from '@strapi/icons';

import { type Destination } from '../../../../contracts/destination';
import { useMay } from '../../hooks/useMay';
import { useOpened } from '../../hooks/useOpened';
import { useText } from '../../hooks/useText';
import { DeleteDialog } from './dialogs/DeleteDialog';
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
