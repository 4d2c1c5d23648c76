/** Copies a text and says so. */
import { IconButton } from '@strapi/design-system';
import { Duplicate } from '@strapi/icons';
import { useClipboard, useNotification } from '@strapi/strapi/admin';

import { useText } from '../hooks/useText';

interface CopyButtonProps {
  /** What is copied, as in "Copy the secret". */
  label: string;
  value: string;
}

export function CopyButton({ label, value }: CopyButtonProps) {
  const text = useText();
  const { copy } = useClipboard();
  const { toggleNotification } = useNotification();

  async function copyAndSay(): Promise<void> {
    const isCopied = await copy(value);
    toggleNotification(
      isCopied
        ? { type: 'success', message: text('copy.done') }
        : { type: 'danger', message: text('copy.failed') }
    );
  }

  return (
    <IconButton label={label} variant="ghost" onClick={() => void copyAndSay()}>
      <Duplicate />
    </IconButton>
  );
}
