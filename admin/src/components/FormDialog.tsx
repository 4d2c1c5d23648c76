/** A dialog that asks for a few things, then does something with them. */
import { Button, Flex, Modal, Typography } from '@strapi/design-system';
import { type ReactNode } from 'react';

import { useText } from '../hooks/useText';

interface FormDialogProps {
  title: string;
  explained: string;
  /** On the button that does it. */
  confirm: string;
  confirmIcon?: ReactNode;
  /** On the button that only closes; "Cancel" unless told. */
  dismiss?: string;
  isDangerous?: boolean;
  isBusy: boolean;
  isDisabled?: boolean;
  onConfirm: () => void;
  onClose: () => void;
  children?: ReactNode;
}

export function FormDialog(props: FormDialogProps) {
  const { title, explained, confirm, isDangerous, isBusy, isDisabled, onConfirm, onClose } = props;
  const text = useText();
  return (
    <Modal.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal.Content>
        <Modal.Header>
          <Modal.Title ellipsis>{title}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={4}>
            <Typography>{explained}</Typography>
            {props.children}
          </Flex>
        </Modal.Body>
        <Modal.Footer>
          <Modal.Close>
            <Button variant="tertiary">{props.dismiss ?? text('dialog.cancel')}</Button>
          </Modal.Close>
          <Button
            variant={isDangerous ? 'danger-light' : 'default'}
            startIcon={props.confirmIcon}
            loading={isBusy}
            disabled={isDisabled}
            onClick={onConfirm}
          >
            {confirm}
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
}
