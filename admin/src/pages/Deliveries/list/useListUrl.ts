/** The address of a list of deliveries: its filters and its page. */
import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

import { readPage } from '../../../page-url';
import { type DeliveryFilters } from '../../../services/deliveries';
import { readFilters, writeFilters } from './filters-url';

export interface ListUrl {
  filters: DeliveryFilters;
  page: number;
  perPage: number;
  /** True when something is filtered. */
  isFiltered: boolean;
  setFilters: (filters: DeliveryFilters) => void;
}

export function useListUrl(): ListUrl {
  const [params, setParams] = useSearchParams();
  return useMemo(() => {
    const filters = readFilters(params);
    return {
      filters,
      ...readPage(params),
      isFiltered: Object.keys(filters).length > 0,
      setFilters: (changed) => setParams(writeFilters(params, changed), { replace: true }),
    };
  }, [params, setParams]);
}
