/** Stays in sight at the lower edge: saves, and says that there is something to save. */
import { Button, Flex, Typography } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { useForm } from '@strapi/strapi/admin';
import { type RefObject, useLayoutEffect, useRef } from 'react';

import { useText } from '../../../hooks/useText';

interface SaveBarProps {
  label: string;
  /** For what gives the focus back to the button. */
  buttonRef?: RefObject<HTMLButtonElement>;
}

export function SaveBar({ label, buttonRef }: SaveBarProps) {
  const text = useText();
  const ownRef = useRef<HTMLButtonElement>(null);
  const button = buttonRef ?? ownRef;
  const bar = useRef<HTMLDivElement>(null);
  const isModified = useForm('SaveBar', (form) => form.modified);
  const isSubmitting = useForm('SaveBar', (form) => form.isSubmitting);
  const isDisabled = !isModified || isSubmitting;

  // A button that is disabled loses the focus, and a keyboard would begin at the top of the page again.
  useLayoutEffect(() => {
    if (isDisabled && document.activeElement === button.current) bar.current?.focus();
  }, [isDisabled, button]);

  return (
    <Flex
      ref={bar}
      tabIndex={-1}
      position="sticky"
      bottom="0"
      zIndex={1}
      justifyContent="flex-end"
      gap={4}
      background="neutral0"
      borderColor="neutral200"
      hasRadius
      padding={4}
    >
      {isModified && <Typography textColor="neutral600">{text('destination.unsaved')}</Typography>}
      <Button
        ref={button}
        type="submit"
        startIcon={<Check />}
        loading={isSubmitting}
        disabled={!isModified}
      >
        {label}
      </Button>
    </Flex>
  );
}
