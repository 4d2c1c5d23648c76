/** Headers of one's own; the same name in several rows is a header with several values. */
import { Button, Field, Flex, IconButton, TextInput, Typography } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';
import { useId } from 'react';

import { useText } from '../../../../hooks/useText';
import { useFormField } from '../fields/useFormField';
import { type HeaderRow } from '../values';

export function HeadersField() {
  const text = useText();
  const { value: rows, error, disabled, change } = useFormField('headers');
  const labelId = useId();
  const replace = (index: number, row: Partial<HeaderRow>) =>
    change(rows.map((each, at) => (at === index ? { ...each, ...row } : each)));
  return (
    <Flex role="group" aria-labelledby={labelId} direction="column" alignItems="flex-start" gap={2}>
      <Typography id={labelId} variant="pi" fontWeight="bold">
        {text('destination.headers')}
      </Typography>
      {rows.map((row, index) => (
        <Flex key={index} gap={2} width="100%">
          {(['name', 'value'] as const).map((part) => (
            <Field.Root key={part} name={`headers.${index}.${part}`} width="100%">
              <TextInput
                aria-label={text(`destination.headers.${part}`, { number: index + 1 })}
                placeholder={part === 'name' ? 'X-Team' : 'web'}
                disabled={disabled}
                value={row[part]}
                onChange={({ target }) => replace(index, { [part]: target.value })}
              />
            </Field.Root>
          ))}
          <IconButton
            label={text('destination.headers.delete', { number: index + 1 })}
            disabled={disabled}
            onClick={() => change(rows.filter((_row, at) => at !== index))}
          >
            <Trash />
          </IconButton>
        </Flex>
      ))}
      <Typography variant="pi" textColor="neutral600">
        {text('destination.headers.hint')}
      </Typography>
      {error && (
        <Typography variant="pi" textColor="danger600" role="alert">
          {error}
        </Typography>
      )}
      <Button
        variant="tertiary"
        size="S"
        startIcon={<Plus />}
        disabled={disabled}
        onClick={() => change([...rows, { name: '', value: '' }])}
      >
        {text('destination.headers.add')}
      </Button>
    </Flex>
  );
}
