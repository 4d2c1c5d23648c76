/** The database seems to come from another environment: somebody says how. */
import { Button, Dialog, Flex } from '@strapi/design-system';
import { ConfirmDialog } from '@strapi/strapi/admin';

import {
  type Environment,
  ENVIRONMENT_CHOICES,
  type EnvironmentChoice,
} from '../../../../contracts/environment';
import { useAction } from '../../hooks/useAction';
import { useMay } from '../../hooks/useMay';
import { useOpened } from '../../hooks/useOpened';
import { useText } from '../../hooks/useText';
import { useChooseEnvironmentMutation } from '../../services/overview';

export function EnvironmentQuestion({ environment }: { environment: Environment }) {
  const text = useText();
  const act = useAction();
  const mayChoose = useMay('updateDestinations');
  const [choose] = useChooseEnvironmentMutation();
  const { opened: asked, open: ask, close } = useOpened<EnvironmentChoice>();

  if (!mayChoose) return null;
  return (
    <Flex gap={2}>
      {ENVIRONMENT_CHOICES.map((choice) => (
        <Button key={choice} variant="tertiary" size="S" onClick={() => ask(choice)}>
          {text(`environment.${choice}`)}
        </Button>
      ))}
      {asked && (
        <Dialog.Root open onOpenChange={(isOpen) => !isOpen && close()}>
          <ConfirmDialog
            title={text(`environment.${asked}.title`, {
              name: environment.name ?? environment.publicUrl ?? '–',
            })}
            onConfirm={async () => {
              await act(choose({ choice: asked }), { done: 'environment.chosen' });
            }}
          >
            {text(`environment.${asked}.explained`)}
          </ConfirmDialog>
        </Dialog.Root>
      )}
    </Flex>
  );
}
