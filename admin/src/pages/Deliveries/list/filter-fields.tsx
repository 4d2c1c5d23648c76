/** The fields of the filters that choose among known values, and the one for an entry. */
import {
  Field,
  MultiSelect,
  MultiSelectOption,
  SingleSelect,
  SingleSelectOption,
  TextInput,
} from '@strapi/design-system';
import { type ReactElement, useState } from 'react';

import { DELIVERY_STATUSES, type DeliveryStatus } from '../../../../../contracts/delivery';
import { ACTIONS } from '../../../../../contracts/message';
import { useText } from '../../../hooks/useText';
import { type DeliveryFilters } from '../../../services/deliveries';
import { useGetViewTypesQuery } from '../../../services/entries';

interface FieldProps {
  filters: DeliveryFilters;
  onChange: (changed: DeliveryFilters) => void;
}

export function StatusFilter({ filters, onChange }: FieldProps) {
  const text = useText();
  const labelOf = (status: string) => text(`delivery.status.${status as DeliveryStatus}`);
  return (
    <Field.Root name="status" width="100%">
      <Field.Label>{text('filter.status')}</Field.Label>
      <MultiSelect
        size="S"
        placeholder={text('filter.any')}
        value={[...(filters.status ?? [])]}
        customizeContent={(values = []) => values.map(labelOf).join(', ')}
        clearLabel={text('filter.clearStatus')}
        onClear={() => onChange({ status: undefined })}
        onChange={(values) => onChange({ status: values as DeliveryStatus[] })}
      >
        {DELIVERY_STATUSES.map((status) => (
          <MultiSelectOption key={status} value={status}>
            {labelOf(status)}
          </MultiSelectOption>
        ))}
      </MultiSelect>
    </Field.Root>
  );
}

export function ActionFilter({ filters, onChange }: FieldProps) {
  const text = useText();
  return (
    <Choice
      name="action"
      label={text('filter.action')}
      value={filters.action ?? ANY}
      onChoose={(value) => onChange({ action: ACTIONS.find((each) => each === value) })}
    >
      {ACTIONS.map((action) => (
        <SingleSelectOption key={action} value={action}>
          {action}
        </SingleSelectOption>
      ))}
    </Choice>
  );
}

export function TypeFilter({ filters, onChange }: FieldProps) {
  const text = useText();
  const { data = [] } = useGetViewTypesQuery(undefined);
  const known = data.map(({ type }) => type);
  // A type that no view schema has any more may still stand in the history.
  const types = filters.type && !known.includes(filters.type) ? [...known, filters.type] : known;
  return (
    <Choice
      name="type"
      label={text('filter.type')}
      value={filters.type ?? ANY}
      onChoose={(value) => onChange({ type: value })}
    >
      {types.map((type) => (
        <SingleSelectOption key={type} value={type}>
          {type}
        </SingleSelectOption>
      ))}
    </Choice>
  );
}

export function TestFilter({ filters, onChange }: FieldProps) {
  const text = useText();
  return (
    <Choice
      name="test"
      label={text('filter.test')}
      value={filters.test === undefined ? ANY : String(filters.test)}
      onChoose={(value) => onChange({ test: value === undefined ? undefined : value === 'true' })}
    >
      <SingleSelectOption value="true">{text('filter.test.only')}</SingleSelectOption>
      <SingleSelectOption value="false">{text('filter.test.none')}</SingleSelectOption>
    </Choice>
  );
}

/** Looked for when the person is done typing: on Enter, or when the field is left. */
export function EntryFilter({ filters, onChange }: FieldProps) {
  const text = useText();
  const [typed, setTyped] = useState(filters.originId ?? '');

  function look(): void {
    const originId = typed.trim() || undefined;
    if (originId !== filters.originId) onChange({ originId });
  }

  return (
    <Field.Root name="originId" width="100%">
      <Field.Label>{text('filter.entry')}</Field.Label>
      <TextInput
        size="S"
        placeholder={text('filter.entry.placeholder')}
        value={typed}
        maxLength={128}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={look}
        onKeyDown={({ key }) => key === 'Enter' && look()}
      />
    </Field.Root>
  );
}

const ANY = 'any';

interface ChoiceProps {
  name: string;
  label: string;
  value: string;
  onChoose: (value: string | undefined) => void;
  children: ReactElement | ReactElement[];
}

function Choice({ name, label, value, onChoose, children }: ChoiceProps) {
  const text = useText();
  return (
    <Field.Root name={name} width="100%">
      <Field.Label>{label}</Field.Label>
      <SingleSelect
        size="S"
        value={value}
        onChange={(chosen) => onChoose(chosen === ANY ? undefined : String(chosen))}
      >
        <SingleSelectOption value={ANY}>{text('filter.any')}</SingleSelectOption>
        {children}
      </SingleSelect>
    </Field.Root>
  );
}
