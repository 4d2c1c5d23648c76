/** Yes or no, with what it means. */
import { Checkbox, Flex, Typography } from '@strapi/design-system';

import { type NameOf, useFormField } from './useFormField';

export interface CheckFieldProps {
  name: NameOf<boolean>;
  label: string;
  hint?: string;
}

export function CheckField({ name, label, hint }: CheckFieldProps) {
  const { value, disabled, change } = useFormField(name);
  const hintId = `${name}-hint`;
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Checkbox
        name={name}
        checked={value}
        disabled={disabled}
        onCheckedChange={(next) => change(next === true)}
        aria-describedby={hint ? hintId : undefined}
      >
        {label}
      </Checkbox>
      {hint && (
        <Typography id={hintId} variant="pi" textColor="neutral600">
          {hint}
        </Typography>
      )}
    </Flex>
  );
}
