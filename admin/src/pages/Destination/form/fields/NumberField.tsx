/** A whole number. */
import { Field, NumberInput } from '@strapi/design-system';

import { type NameOf, useFormField } from './useFormField';

export interface NumberFieldProps {
  name: NameOf<number>;
  label: string;
  hint?: string;
}

export function NumberField({ name, label, hint }: NumberFieldProps) {
  const { value, error, disabled, change } = useFormField(name);
  return (
    <Field.Root name={name} hint={hint} error={error} width="100%">
      <Field.Label>{label}</Field.Label>
      <NumberInput disabled={disabled} value={value} onValueChange={(next) => change(next ?? 0)} />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
}
