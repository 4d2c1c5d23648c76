/** One of several. */
import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import { type NameOf, useFormField } from './useFormField';

export interface Choice {
  value: string;
  label: string;
}

export interface ChoiceFieldProps {
  name: NameOf<string>;
  label: string;
  hint?: string;
  choices: Choice[];
}

export function ChoiceField({ name, label, hint, choices }: ChoiceFieldProps) {
  const { value, error, disabled, change } = useFormField(name);
  return (
    <Field.Root name={name} hint={hint} error={error} width="100%">
      <Field.Label>{label}</Field.Label>
      <SingleSelect
        disabled={disabled}
        value={value}
        onChange={(next) => {
          const choice = choices.find((each) => each.value === String(next));
          if (choice) change(choice.value as never);
        }}
      >
        {choices.map((choice) => (
          <SingleSelectOption key={choice.value} value={choice.value}>
            {choice.label}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
}
