/** Asks for a point in time, to the minute. */
import { Field, TextInput } from '@strapi/design-system';

import { styled } from 'styled-components';

import { fromLocalTime, toLocalTime } from './local-time';

/** The browser draws the parts of this field, and must know the theme for it. */
const TimeInput = styled(TextInput)`
  color-scheme: ${({ theme }) => (isDark(theme.colors.neutral0) ? 'dark' : 'light')};
`;

/** @param colour as in `#212134` */
function isDark(colour: string): boolean {
  return Number.parseInt(colour.slice(1, 3), 16) < 0x80;
}

interface TimeFieldProps {
  name: string;
  label: string;
  /** ISO 8601. */
  value: string | undefined;
  /** Gets undefined when the field was emptied. */
  onChange: (value: string | undefined) => void;
}

export function TimeField({ name, label, value, onChange }: TimeFieldProps) {
  return (
    <Field.Root name={name} width="100%">
      <Field.Label>{label}</Field.Label>
      <TimeInput
        type="datetime-local"
        size="S"
        value={value ? toLocalTime(value) : ''}
        onChange={({ target }) => onChange(fromLocalTime(target.value) ?? undefined)}
      />
    </Field.Root>
  );
}
