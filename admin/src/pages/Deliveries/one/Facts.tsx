/** What a delivery is about, as a list of names and values. */
import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { type ReactNode } from 'react';
import { NavLink } from 'react-router-dom';

import { type DeliveryWithAttempts } from '../../../../../contracts/delivery';
import { Breakable } from '../../../components/Breakable';
import { CopyButton } from '../../../components/CopyButton';
import { Moment } from '../../../components/Moment';
import { useText } from '../../../hooks/useText';
import { paths } from '../../../paths';
import { useGetViewTypesQuery } from '../../../services/entries';

export function Facts({ delivery }: { delivery: DeliveryWithAttempts }) {
  const text = useText();
  const { id, viewId, type, locale, version, createdAt, deliveredAt, attemptCount } = delivery;
  return (
    <Flex tag="dl" direction="column" alignItems="stretch" gap={4}>
      <Fact name={text('filter.entry')}>
        <Entry delivery={delivery} />
      </Fact>
      <Fact name={text('filter.type')}>{type}</Fact>
      {locale && <Fact name={text('delivery.locale')}>{locale}</Fact>}
      <Fact name={text('delivery.version')}>{String(version)}</Fact>
      <Fact name={text('deliveries.created')}>
        <Moment at={createdAt} />
      </Fact>
      {deliveredAt && (
        <Fact name={text('delivery.delivered')}>
          <Moment at={deliveredAt} />
        </Fact>
      )}
      <Fact name={text('deliveries.attempts')}>{String(attemptCount)}</Fact>
      <Fact name={text('delivery.webhookId')} copy={{ label: text('delivery.copyId'), value: id }}>
        {id}
      </Fact>
      <Fact
        name={text('delivery.viewId')}
        copy={{ label: text('delivery.copyViewId'), value: viewId }}
      >
        {viewId}
      </Fact>
    </Flex>
  );
}

interface FactProps {
  name: string;
  copy?: { label: string; value: string };
  children: ReactNode;
}

function Fact({ name, copy, children }: FactProps) {
  return (
    <Box>
      <Typography tag="dt" variant="sigma" textColor="neutral600">
        {name}
      </Typography>
      <Flex tag="dd" gap={1} justifyContent="space-between" alignItems="flex-start">
        <Box minWidth="0" flex="1">
          <Breakable textColor="neutral800">{children}</Breakable>
        </Box>
        {copy && <CopyButton {...copy} />}
      </Flex>
    </Box>
  );
}

/** Leads to the entry in the content manager where it is still there. */
function Entry({ delivery: { entry, originId } }: { delivery: DeliveryWithAttempts }) {
  const { data = [] } = useGetViewTypesQuery(undefined);
  const contentType = data
    .flatMap(({ contentTypes }) => contentTypes)
    .find(({ uid }) => uid === entry?.uid);
  if (!entry || !contentType) return <>{originId}</>;
  return (
    <Link tag={NavLink} to={paths.entry({ ...entry, kind: contentType.kind })}>
      {originId}
    </Link>
  );
}
