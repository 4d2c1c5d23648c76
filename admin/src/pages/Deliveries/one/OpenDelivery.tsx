/** One delivery: what was sent, what came back, and what happens next. */
import { Box, Flex, Grid, Link, Typography } from '@strapi/design-system';
import { ArrowLeft } from '@strapi/icons';
import { Page } from '@strapi/strapi/admin';
import { NavLink, useLocation } from 'react-router-dom';

import { type DeliveryWithAttempts } from '../../../../../contracts/delivery';
import { type Destination } from '../../../../../contracts/destination';
import { CodeBlock } from '../../../components/CodeBlock';
import { DeliveryBadge } from '../../../components/DeliveryBadge';
import { Problem } from '../../../components/Problem';
import { Section } from '../../../components/Section';
import { useText } from '../../../hooks/useText';
import { paths } from '../../../paths';
import { useGetDeliveryQuery } from '../../../services/deliveries';
import { indented } from '../../Destination/dialogs/exchange-text';
import { Attempts } from './Attempts';
import { DeliveryActions } from './DeliveryActions';
import { Facts } from './Facts';
import { NextStep } from './NextStep';

const POLL_MS = 3_000;

interface OpenDeliveryProps {
  destination: Destination;
  deliveryId: string;
}

export function OpenDelivery({ destination, deliveryId }: OpenDeliveryProps) {
  const key = { destinationId: destination.id, deliveryId };
  const { data, error, refetch } = useGetDeliveryQuery(key, {
    pollingInterval: POLL_MS,
    refetchOnMountOrArgChange: true,
  });
  if (data) return <Loaded destination={destination} delivery={data} />;
  if (error) return <Problem error={error} onRetry={() => void refetch()} />;
  return <Page.Loading />;
}

interface LoadedProps {
  destination: Destination;
  delivery: DeliveryWithAttempts;
}

function Loaded({ destination, delivery }: LoadedProps) {
  const text = useText();
  const { search } = useLocation();
  const { event, status, test, body } = delivery;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Box>
        <Link
          tag={NavLink}
          to={{ pathname: paths.deliveries(destination.id), search }}
          startIcon={<ArrowLeft />}
        >
          {text('delivery.back')}
        </Link>
      </Box>
      <Flex justifyContent="space-between" gap={4} wrap="wrap">
        <Flex gap={3}>
          <Typography variant="beta" tag="h2">
            {event}
          </Typography>
          <DeliveryBadge status={status} />
          {test && <Typography textColor="neutral600">{text('deliveries.test')}</Typography>}
        </Flex>
        <DeliveryActions destination={destination} delivery={delivery} />
      </Flex>
      <NextStep destination={destination} delivery={delivery} />
      <Grid.Root gap={4}>
        <Grid.Item col={8} s={12} xs={12} direction="column" alignItems="stretch" gap={4}>
          <Section title={text('delivery.attempts')}>
            <Attempts attempts={delivery.attempts} url={destination.url} />
          </Section>
          <Section title={text('delivery.body')}>
            <CodeBlock
              label={text('delivery.body')}
              copyLabel={text('delivery.copyBody')}
              code={indented(body)}
            />
          </Section>
        </Grid.Item>
        <Grid.Item col={4} s={12} xs={12} direction="column" alignItems="stretch">
          <Section title={text('delivery.facts')}>
            <Facts delivery={delivery} />
          </Section>
        </Grid.Item>
      </Grid.Root>
    </Flex>
  );
}
