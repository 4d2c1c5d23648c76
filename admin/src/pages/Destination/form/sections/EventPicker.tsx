/** View types as rows, Deploy and Remove as columns. */
import { Box, Checkbox, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { ACTIONS } from '../../../../../../contracts/message';
import { useText } from '../../../../hooks/useText';
import { useGetEventTypesQuery } from '../../../../services/catalogue';
import { useFormField } from '../fields/useFormField';
import { ALL_TYPES, isCovered, isTicked, typesOf, withTick } from '../subscription';

/** In the design system's table Tab passes by all boxes: it wants arrows and Enter, which nobody expects in a form. */
const PlainTable = styled.table`
  width: 100%;
  border-collapse: collapse;

  th,
  td {
    padding: ${({ theme }) => theme.spaces[3]} ${({ theme }) => theme.spaces[4]};
    text-align: start;
    border-bottom: 1px solid ${({ theme }) => theme.colors.neutral150};
  }

  thead th {
    position: sticky;
    top: 0;
    z-index: 1;
    background: ${({ theme }) => theme.colors.neutral0};
  }
`;

export function EventPicker() {
  const text = useText();
  const { value: events, error } = useFormField('events');
  const { data: eventTypes = [] } = useGetEventTypesQuery(undefined);
  const known = [...new Set(eventTypes.map(({ type }) => type))];
  const types = typesOf(events, known);
  const columns = [text('destination.type'), ...ACTIONS];
  return (
    <Box position="relative" maxHeight="52rem" overflow="auto" borderColor="neutral150" hasRadius>
      <PlainTable>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                <Typography variant="sigma" textColor="neutral600">
                  {column}
                </Typography>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <TypeRow type={ALL_TYPES} label={text('destination.type.all')} />
          {types.map((type) => (
            <TypeRow
              key={type}
              type={type}
              label={known.includes(type) ? type : text('destination.type.unknown', { type })}
            />
          ))}
        </tbody>
      </PlainTable>
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
    <tr>
      <th scope="row">
        <Typography fontWeight={type === ALL_TYPES ? 'bold' : 'regular'} ellipsis title={label}>
          {label}
        </Typography>
      </th>
      {ACTIONS.map((action) => {
        const isFromAll = type !== ALL_TYPES && isTicked(events, ALL_TYPES, action);
        return (
          <td key={action}>
            <Checkbox
              aria-label={text('destination.type.box', { type: label, action })}
              checked={isCovered(events, type, action)}
              disabled={disabled || isFromAll}
              onCheckedChange={(isOn) => change(withTick(events, { type, action }, isOn === true))}
            />
          </td>
        );
      })}
    </tr>
  );
}
