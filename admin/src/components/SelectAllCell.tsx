/**
 * Selects all rows of a table, or none. Strapi's own takes no place among the cells: no key leads to it, and as it is
 * the first one, no key leads into the table.
 */
import { Checkbox, Th } from '@strapi/design-system';
import { useTable } from '@strapi/strapi/admin';
import { useEffect, useRef } from 'react';
import { useIntl } from 'react-intl';

/** @param place what the row says to its cells */
export function SelectAllCell(place: object) {
  const { formatMessage } = useIntl();
  const rows = useTable('SelectAllCell', (table) => table.rows);
  const selectedRows = useTable('SelectAllCell', (table) => table.selectedRows);
  const selectRow = useTable('SelectAllCell', (table) => table.selectRow);
  const setHasHeaderCheckbox = useTable('SelectAllCell', (table) => table.setHasHeaderCheckbox);
  const areAllSelected = rows.length > 0 && selectedRows.length === rows.length;

  useEffect(() => {
    setHasHeaderCheckbox(true);
    return () => setHasHeaderCheckbox(false);
  }, [setHasHeaderCheckbox]);

  const checkbox = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // At first a checkbox has an input beside it, in case it is in a form. The table counted both and let Tab stop at
    // the cell, where no arrow leads on.
    checkbox.current?.closest('th')?.setAttribute('tabindex', '-1');
    checkbox.current?.setAttribute('tabindex', '0');
  }, []);

  return (
    <Th {...place}>
      <Checkbox
        ref={checkbox}
        aria-label={formatMessage({
          id: 'global.select-all-entries',
          defaultMessage: 'Select all entries',
        })}
        checked={areAllSelected || (selectedRows.length > 0 && 'indeterminate')}
        onCheckedChange={() => selectRow(areAllSelected ? [] : rows)}
      />
    </Th>
  );
}
