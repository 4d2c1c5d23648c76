/** Copies a text and says so. */
import { IconButton } from '@strapi/design-system';
import { Duplicate } from '@strapi/icons';

import { useCopy } from '../hooks/useCopy';

interface CopyButtonProps {
  /** What is copied, as in "Copy the secret". */
  label: string;
  value: string;
}

export function CopyButton({ label, value }: CopyButtonProps) {
  const copy = useCopy();
  return (
    <IconButton label={label} variant="ghost" onClick={() => void copy(value)}>
      <Duplicate />
    </IconButton>
  );
}
