/** Shows a secret the only time that it can be shown. */
import { Button, Field, Flex, Modal, TextInput, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { CopyButton } from '../../../components/CopyButton';
import { Notice } from '../../../components/Notice';
import { useText } from '../../../hooks/useText';

interface SecretDialogProps {
  name: string;
  secret: string;
  /** Until when the one before is still accepted; null when it ended. */
  previousExpiresAt?: string | null;
  onClose: () => void;
}

export function SecretDialog({ name, secret, previousExpiresAt, onClose }: SecretDialogProps) {
  const text = useText();
  const { formatDate } = useIntl();
  return (
    <Modal.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      {/* Only on purpose: what is closed cannot be shown again. */}
      <Modal.Content
        onInteractOutside={(event) => event.preventDefault()}
        onEscapeKeyDown={(event) => event.preventDefault()}
      >
        <Modal.Header>
          <Modal.Title ellipsis>{text('secret.title', { name })}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={4}>
            <Notice variant="warning" title={text('secret.once')}>
              {text('secret.explained')}
            </Notice>
            <Field.Root name="secret">
              <Field.Label>{text('secret.label')}</Field.Label>
              <TextInput
                readOnly
                value={secret}
                endAction={<CopyButton label={text('secret.copy')} value={secret} />}
              />
            </Field.Root>
            {previousExpiresAt && (
              <Typography>
                {text('secret.previous', {
                  time: formatDate(previousExpiresAt, { dateStyle: 'medium', timeStyle: 'short' }),
                })}
              </Typography>
            )}
          </Flex>
        </Modal.Body>
        <Modal.Footer justifyContent="flex-end">
          <Button onClick={onClose}>{text('secret.stored')}</Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
}
