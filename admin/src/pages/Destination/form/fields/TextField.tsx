/** A line of text. */
import { Field, TextInput } from '@strapi/design-system';
import { type ReactNode } from 'react';

import { type NameOf, useFormField } from './useFormField';

export interface TextFieldProps {
  name: NameOf<string>;
  label: string;
  hint?: string;
  placeholder?: string;
  required?: boolean;
  /** Besides what the form says. */
  disabled?: boolean;
  /** Shown instead of what the server said. */
  error?: string;
  endAction?: ReactNode;
  type?: 'text' | 'url' | 'email';
  onBlur?: () => void;
}

export function TextField(props: TextFieldProps) {
  const { name, label, hint, required = false, endAction, ...input } = props;
  const { value, error, disabled, change } = useFormField(name);
  return (
    <Field.Root
      name={name}
      hint={hint}
      error={props.error ?? error}
      required={required}
      width="100%"
    >
      <Field.Label>{label}</Field.Label>
      <TextInput
        type={input.type ?? 'text'}
        placeholder={input.placeholder}
        disabled={disabled || input.disabled}
        value={value}
        onChange={({ target }) => change(target.value)}
        onBlur={input.onBlur}
        endAction={endAction}
        autoComplete="off"
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
}
