/** What waits for a destination, and since when. */
import { Flex, Typography } from '@strapi/design-system';

import { type DestinationStatistics } from '../../../../contracts/statistics';
import { useAge } from '../../hooks/useAge';
import { useText } from '../../hooks/useText';

export function BacklogCell({
  backlog,
}: {
  backlog: DestinationStatistics['backlog'] | undefined;
}) {
  const text = useText();
  const age = useAge();
  if (!backlog || backlog.waiting === 0) {
    return <Typography textColor="neutral600">{text('overview.none')}</Typography>;
  }
  const { waiting, capped, oldestDueAt } = backlog;
  return (
    <Flex direction="column" alignItems="flex-start">
      <Typography>
        {text(capped ? 'overview.backlog.capped' : 'overview.backlog', { waiting })}
      </Typography>
      {oldestDueAt && (
        <Typography variant="pi" textColor="neutral600">
          {text('overview.backlog.oldest', { age: age(oldestDueAt) })}
        </Typography>
      )}
    </Flex>
  );
}
