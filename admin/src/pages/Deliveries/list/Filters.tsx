/** What narrows a list of deliveries; the address of the page holds it. */
import { Button, Flex, Grid } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { type ReactNode } from 'react';

import { TimeField } from '../../../components/TimeField';
import { useText } from '../../../hooks/useText';
import { ActionFilter, EntryFilter, StatusFilter, TestFilter, TypeFilter } from './filter-fields';
import { type ListUrl } from './useListUrl';

interface FiltersProps {
  url: ListUrl;
  /** Of diverted ones, which all failed and are no tests. */
  isDiverted?: boolean;
}

export function Filters({ url, isDiverted = false }: FiltersProps) {
  const text = useText();
  const { filters, setFilters, isFiltered } = url;
  const change = (changed: Partial<typeof filters>) => setFilters({ ...filters, ...changed });
  const field = { filters, onChange: change };

  return (
    <Flex tag="search" direction="column" alignItems="stretch" gap={4} paddingBottom={4}>
      <Grid.Root gap={4}>
        {!isDiverted && (
          <Column col={4}>
            <StatusFilter {...field} />
          </Column>
        )}
        <Column col={2}>
          <ActionFilter {...field} />
        </Column>
        <Column col={isDiverted ? 4 : 3}>
          <TypeFilter {...field} />
        </Column>
        {!isDiverted && (
          <Column col={3}>
            <TestFilter {...field} />
          </Column>
        )}
        <Column col={isDiverted ? 6 : 4}>
          <EntryFilter key={filters.originId} {...field} />
        </Column>
        <Column col={3}>
          <TimeField
            name="from"
            label={text('filter.from')}
            value={filters.from}
            onChange={(from) => change({ from })}
          />
        </Column>
        <Column col={3}>
          <TimeField
            name="to"
            label={text('filter.to')}
            value={filters.to}
            onChange={(to) => change({ to })}
          />
        </Column>
        {isFiltered && (
          <Column col={2}>
            <Flex height="100%" alignItems="flex-end">
              <Button variant="tertiary" startIcon={<Cross />} onClick={() => setFilters({})}>
                {text('filter.clear')}
              </Button>
            </Flex>
          </Column>
        )}
      </Grid.Root>
    </Flex>
  );
}

function Column({ col, children }: { col: number; children: ReactNode }) {
  return (
    <Grid.Item col={col} s={6} xs={12} direction="column" alignItems="stretch">
      {children}
    </Grid.Item>
  );
}
