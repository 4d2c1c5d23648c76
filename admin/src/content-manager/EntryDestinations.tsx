/** What the destinations have of one entry; follows what is on the way until it is there. */
import { Button, Flex, Loader, Typography } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';
import { useEffect, useRef, useState } from 'react';

import { useErrorText } from '../hooks/useErrorText';
import { useText } from '../hooks/useText';
import { type EntryKey, useGetEntryStatusQuery } from '../services/entries';
import { EntryDestination } from './EntryDestination';
import { isMoving } from './entry-state';

const WHILE_MOVING_MS = 1_000;
/** A change of what the entry references sends it again. */
const AT_REST_MS = 20_000;

interface EntryDestinationsProps {
  entry: EntryKey;
  /** Another one after every save and publication. */
  changedAt: string;
}

export function EntryDestinations({ entry, changedAt }: EntryDestinationsProps) {
  const text = useText();
  const errorText = useErrorText();
  const [pollingInterval, setPollingInterval] = useState(WHILE_MOVING_MS);
  const { data, error, refetch } = useGetEntryStatusQuery(entry, {
    pollingInterval,
    refetchOnMountOrArgChange: true,
  });
  useRefetchWhenChanged(changedAt, refetch);
  useEffect(() => {
    setPollingInterval(data && isMoving(data) && !error ? WHILE_MOVING_MS : AT_REST_MS);
  }, [data, error]);

  if (error) {
    return (
      <Flex direction="column" alignItems="flex-start" gap={2} role="status">
        <Typography textColor="neutral600">{errorText(error)}</Typography>
        <Button
          size="S"
          variant="tertiary"
          startIcon={<ArrowClockwise />}
          onClick={() => void refetch()}
        >
          {text('problem.retry')}
        </Button>
      </Flex>
    );
  }
  if (!data) return <Loader small>{text('entry.loading')}</Loader>;

  const { planned, destinations } = data;
  return (
    <Flex direction="column" alignItems="stretch" gap={3} width="100%" aria-live="polite">
      {!planned && <Typography textColor="neutral600">{text('entry.unplanned')}</Typography>}
      {planned && destinations.length === 0 && (
        <Typography textColor="neutral600">{text('entry.none')}</Typography>
      )}
      {destinations.map((each) => (
        <EntryDestination key={`${each.destination.id} ${each.type}`} status={each} />
      ))}
    </Flex>
  );
}

function useRefetchWhenChanged(changedAt: string, refetch: () => unknown): void {
  const seen = useRef(changedAt);
  useEffect(() => {
    if (seen.current === changedAt) return;
    seen.current = changedAt;
    refetch();
  }, [changedAt, refetch]);
}
