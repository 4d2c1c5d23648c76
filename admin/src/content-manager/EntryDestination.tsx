/** One destination of an entry: its state, since when, and what can be done. */
import { Box, Flex, IconButton, Status, Typography } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';
import { NavLink } from 'react-router-dom';

import { type ViewStatus } from '../../../contracts/status';
import { CopyButton } from '../components/CopyButton';
import { Moment } from '../components/Moment';
import { useAction } from '../hooks/useAction';
import { useMay } from '../hooks/useMay';
import { useText } from '../hooks/useText';
import { paths } from '../paths';
import { useRetryDeliveryMutation } from '../services/deliveries';
import { type EntryState, entryStateOf } from './entry-state';

type Variant = 'success' | 'warning' | 'danger' | 'secondary' | 'neutral';

const VARIANTS: Record<EntryState, Variant> = {
  live: 'success',
  removed: 'neutral',
  pending: 'secondary',
  held: 'warning',
  failed: 'danger',
  unsent: 'neutral',
};

export function EntryDestination({ status }: { status: ViewStatus }) {
  const text = useText();
  const act = useAction();
  const mayReadDestinations = useMay('readDestinations');
  const mayRetry = useMay('retryDeliveries');
  const [retry, { isLoading }] = useRetryDeliveryMutation();
  const { destination, type, url, deliveryId } = status;
  const { name } = destination;
  const state = entryStateOf(status);

  async function tryAgain(id: string): Promise<void> {
    const call = retry({ destinationId: destination.id, deliveryId: id });
    await act(call, { done: 'entry.retried', values: { name } });
  }

  return (
    <Box borderColor="neutral150" hasRadius padding={3}>
      <Flex justifyContent="space-between" alignItems="flex-start" gap={2}>
        <Typography tag="h3" variant="omega" fontWeight="bold" ellipsis title={name}>
          {mayReadDestinations && deliveryId ? (
            <Typography
              tag={NavLink}
              to={paths.delivery(destination.id, deliveryId)}
              fontWeight="bold"
              textColor="primary600"
              textDecoration="none"
            >
              {name}
            </Typography>
          ) : (
            name
          )}
        </Typography>
        <Status variant={VARIANTS[state]} size="XS" shrink={0}>
          <Typography variant="pi" fontWeight="bold">
            {text(`entry.state.${state}`)}
          </Typography>
        </Status>
      </Flex>
      <Flex justifyContent="space-between" gap={2}>
        <Typography variant="pi" textColor="neutral600" ellipsis title={type}>
          {type}
        </Typography>
        <Flex gap={1}>
          {state === 'failed' && mayRetry && deliveryId && (
            <IconButton
              label={text('entry.retry', { name })}
              variant="ghost"
              disabled={isLoading}
              onClick={() => void tryAgain(deliveryId)}
            >
              <ArrowClockwise />
            </IconButton>
          )}
          <CopyButton label={text('entry.copyUrl', { name })} value={url} />
        </Flex>
      </Flex>
      <Typography tag="p" variant="pi" textColor="neutral600">
        {text('entry.since')}{' '}
        <Moment at={status.since} variant="pi" textColor="neutral600" isShort />
      </Typography>
    </Box>
  );
}
