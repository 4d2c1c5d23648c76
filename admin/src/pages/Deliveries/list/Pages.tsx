/** The way between the pages of a list that is counted only so far. */
import { Flex, Typography } from '@strapi/design-system';
import { Pagination } from '@strapi/strapi/admin';

import { useText } from '../../../hooks/useText';
import { PAGE_SIZES } from '../../../page-url';
import { type DeliveryList } from '../../../services/deliveries';

export function Pages({ pagination }: { pagination: DeliveryList['meta']['pagination'] }) {
  const text = useText();
  const { per_page, total, capped } = pagination;
  return (
    <Flex direction="column" alignItems="stretch">
      <Pagination.Root
        pageCount={Math.ceil(total / per_page)}
        total={total}
        defaultPageSize={per_page}
      >
        <Pagination.PageSize options={PAGE_SIZES.map(String)} />
        <Pagination.Links />
      </Pagination.Root>
      <Typography variant="pi" textColor="neutral600" textAlign="right">
        {text(capped ? 'deliveries.totalCapped' : 'deliveries.total', { total })}
      </Typography>
    </Flex>
  );
}
