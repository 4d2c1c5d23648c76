/** Redeploys and repairs of a destination: what runs now, and what ran last. */
import { Flex } from '@strapi/design-system';
import { useEffect, useState } from 'react';

import { type Destination } from '../../../../contracts/destination';
import { Problem } from '../../components/Problem';
import { Section } from '../../components/Section';
import { useText } from '../../hooks/useText';
import { useGetRedeploysQuery } from '../../services/content';
import { Work } from './Work';

const WHILE_RUNNING_MS = 1_000;
const AT_REST_MS = 15_000;
const MOST_SHOWN = 5;

export function RecentWork({ destination }: { destination: Destination }) {
  const text = useText();
  const [pollingInterval, setPollingInterval] = useState(AT_REST_MS);
  const { data, error, refetch } = useGetRedeploysQuery(destination.id, {
    pollingInterval,
    refetchOnMountOrArgChange: true,
  });
  const isRunning = data?.some(({ status }) => status === 'running') ?? false;
  useEffect(() => setPollingInterval(isRunning ? WHILE_RUNNING_MS : AT_REST_MS), [isRunning]);

  if (error && !data) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!data || data.length === 0) return null;
  return (
    <Section title={text('work.title')}>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={4}>
        {data.slice(0, MOST_SHOWN).map((work) => (
          <li key={work.id}>
            <Work destinationId={destination.id} work={work} />
          </li>
        ))}
      </Flex>
    </Section>
  );
}
