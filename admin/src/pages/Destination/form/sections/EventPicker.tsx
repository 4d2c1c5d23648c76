/** View types as rows, Deploy and Remove as columns. */
import { Box, Checkbox, Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';

import { ACTIONS } from '../../../../../../contracts/message';
import { useText } from '../../../../hooks/useText';
import { useGetEventTypesQuery } from '../../../../services/catalogue';
import { useFormField } from '../fields/useFormField';
import { ALL_TYPES, isCovered, isTicked, typesOf, withTick } from '../subscription';

export function EventPicker() {
  const text = useText();
  const { value: events, error } = useFormField('events');
  const { data: eventTypes = [] } = useGetEventTypesQuery(undefined);
  const known = [...new Set(eventTypes.map(({ type }) => type))];
  const types = typesOf(events, known);
  return (
    <Box maxHeight="52rem" overflow="auto">
      <Table colCount={3} rowCount={types.length + 2}>
        <Thead>
          <Tr>
            <Th>
              <Typography variant="sigma" textColor="neutral600">
                {text('destination.type')}
              </Typography>
            </Th>
            {ACTIONS.map((action) => (
              <Th key={action}>
                <Typography variant="sigma" textColor="neutral600">
                  {action}
                </Typography>
              </Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          <TypeRow type={ALL_TYPES} label={text('destination.type.all')} />
          {types.map((type) => (
            <TypeRow
              key={type}
              type={type}
              label={known.includes(type) ? type : text('destination.type.unknown', { type })}
            />
          ))}
        </Tbody>
      </Table>
      {error && (
        <Typography variant="pi" textColor="danger600" role="alert">
          {error}
        </Typography>
      )}
    </Box>
  );
}

function TypeRow({ type, label }: { type: string; label: string }) {
  const text = useText();
  const { value: events, disabled, change } = useFormField('events');
  return (
    <Tr>
      <Td>
        <Typography fontWeight={type === ALL_TYPES ? 'bold' : 'regular'} ellipsis title={label}>
          {label}
        </Typography>
      </Td>
      {ACTIONS.map((action) => {
        const isFromAll = type !== ALL_TYPES && isTicked(events, ALL_TYPES, action);
        return (
          <Td key={action}>
            <Checkbox
              aria-label={text('destination.type.box', { type: label, action })}
              checked={isCovered(events, type, action)}
              disabled={disabled || isFromAll}
              onCheckedChange={(isOn) => change(withTick(events, { type, action }, isOn === true))}
            />
          </Td>
        );
      })}
    </Tr>
  );
}
