/** Some of several; none stands for what the placeholder says. */
import { Field, MultiSelect, MultiSelectOption } from '@strapi/design-system';

import { type NameOf, useFormField } from './useFormField';

export interface ListFieldProps {
  name: NameOf<string[]>;
  label: string;
  hint?: string;
  placeholder: string;
  /** Chosen ones that are not among them stay on offer. */
  options: readonly string[];
  labelOf?: (option: string) => string;
}

export function ListField(props: ListFieldProps) {
  const { name, label, hint, placeholder, options, labelOf = (option) => option } = props;
  const { value, error, disabled, change } = useFormField(name);
  return (
    <Field.Root name={name} hint={hint} error={error} width="100%">
      <Field.Label>{label}</Field.Label>
      <MultiSelect
        disabled={disabled}
        placeholder={placeholder}
        value={value}
        onChange={(next: string[]) => change(next)}
        // Its tags would have buttons without names.
        customizeContent={(chosen = []) => chosen.map(labelOf).join(', ')}
      >
        {[...new Set([...options, ...value])].map((option) => (
          <MultiSelectOption key={option} value={option}>
            {labelOf(option)}
          </MultiSelectOption>
        ))}
      </MultiSelect>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
}
