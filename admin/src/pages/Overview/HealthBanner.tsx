/** What stops messages from being sent, and what to do about it. */
import { Flex, Typography } from '@strapi/design-system';

import { Notice } from '../../components/Notice';
import { useText } from '../../hooks/useText';
import { useGetEnvironmentQuery, useGetHealthQuery } from '../../services/overview';
import { EnvironmentQuestion } from './EnvironmentQuestion';

const REFRESH_MS = 30_000;

export function HealthBanner() {
  const text = useText();
  const { data: health } = useGetHealthQuery(undefined, {
    pollingInterval: REFRESH_MS,
  });
  const { data: environment } = useGetEnvironmentQuery(undefined);
  if (!health || (health.status === 'ok' && health.problems.length === 0)) return null;
  const isDown = health.status === 'down';
  /** The server words it for those who have only the REST API. */
  const wordingOf = (problem: string): string =>
    environment?.locked && problem === environment.problem
      ? text('environment.locked', {
          name: environment.name ?? '–',
          rememberedName: environment.rememberedName ?? '–',
        })
      : problem;
  return (
    <Notice
      variant={isDown ? 'danger' : 'warning'}
      action={<EnvironmentQuestion />}
      title={text(isDown ? 'overview.down' : 'overview.problems')}
    >
      <Flex tag="ul" direction="column" alignItems="flex-start" gap={1}>
        {isDown && <Typography tag="li">{text('overview.down.hint')}</Typography>}
        {health.problems.map((problem) => (
          <Typography key={problem} tag="li">
            {wordingOf(problem)}
          </Typography>
        ))}
      </Flex>
    </Notice>
  );
}
