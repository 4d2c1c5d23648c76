/** What stops messages from being sent, what may not be as somebody wants it, and what to do about it. */
import { Flex, Typography } from '@strapi/design-system';

import { Notice, type Variant } from '../../components/Notice';
import { useText } from '../../hooks/useText';
import { useGetEnvironmentQuery, useGetHealthQuery } from '../../services/overview';
import { EnvironmentQuestion } from './EnvironmentQuestion';
import { environmentText } from './environment-text';

const REFRESH_MS = 30_000;

export function HealthBanner() {
  const text = useText();
  const { data: health } = useGetHealthQuery(undefined, {
    pollingInterval: REFRESH_MS,
  });
  if (!health) return null;
  return (
    <>
      {health.status === 'down' ? (
        <Sentences
          variant="danger"
          title={text('overview.down')}
          hint={text('overview.down.hint')}
          sentences={health.problems}
        />
      ) : (
        <Sentences
          variant="warning"
          title={text('overview.problems')}
          sentences={health.problems}
        />
      )}
      <Sentences variant="warning" title={text('overview.warnings')} sentences={health.warnings} />
    </>
  );
}

interface SentencesProps {
  variant: Variant;
  title: string;
  hint?: string;
  /** As the server words them, for those who have only the REST API. */
  sentences: readonly string[];
}

function Sentences({ variant, title, hint, sentences }: SentencesProps) {
  const text = useText();
  const { data: environment } = useGetEnvironmentQuery(undefined);
  if (sentences.length === 0) return null;
  const isAboutEnvironment = (sentence: string): boolean => sentence === environment?.problem;
  return (
    <Notice
      variant={variant}
      title={title}
      action={
        environment &&
        sentences.some(isAboutEnvironment) && <EnvironmentQuestion environment={environment} />
      }
    >
      <Flex tag="ul" direction="column" alignItems="flex-start" gap={1}>
        {hint && <Typography tag="li">{hint}</Typography>}
        {sentences.map((sentence) => (
          <Typography key={sentence} tag="li">
            {environment && isAboutEnvironment(sentence)
              ? environmentText(environment, text)
              : sentence}
          </Typography>
        ))}
      </Flex>
    </Notice>
  );
}
