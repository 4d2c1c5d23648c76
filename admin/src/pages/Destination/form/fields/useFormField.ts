/** One field of the form of a destination, typed by its name. */
import { useField, useForm } from '@strapi/strapi/admin';

import { type FormValues } from '../values';

export interface FormField<T> {
  value: T;
  error: string | undefined;
  disabled: boolean;
  change(value: T): void;
}

export function useFormField<Name extends keyof FormValues>(
  name: Name
): FormField<FormValues[Name]> {
  const { value, error, onChange } = useField<FormValues[Name]>(name);
  const disabled = useForm('useFormField', (form) => form.disabled);
  // Every field has a value from the start, which Strapi's types cannot know.
  return {
    value: value as FormValues[Name],
    error,
    disabled,
    change: (next) => onChange(name, next),
  };
}

/** All values, for what depends on several. */
export function useFormValues(): FormValues {
  return useForm('useFormValues', (form) => form.values) as FormValues;
}

/** Names of the fields that hold a value of this kind. */
export type NameOf<T> = {
  [Name in keyof FormValues]: FormValues[Name] extends T ? Name : never;
}[keyof FormValues];
