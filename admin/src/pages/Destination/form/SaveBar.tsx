/** Stays in sight at the lower edge: saves, and says that there is something to save. */
import { Button, Flex, Typography } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { useForm } from '@strapi/strapi/admin';

import { useText } from '../../../hooks/useText';

export function SaveBar({ label }: { label: string }) {
  const text = useText();
  const isModified = useForm('SaveBar', (form) => form.modified);
  const isSubmitting = useForm('SaveBar', (form) => form.isSubmitting);
  return (
    <Flex
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
      <Button type="submit" startIcon={<Check />} loading={isSubmitting} disabled={!isModified}>
        {label}
      </Button>
    </Flex>
  );
}
