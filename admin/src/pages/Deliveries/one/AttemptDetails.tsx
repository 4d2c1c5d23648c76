/** One request and its answer; folded to one line unless it is opened. */
import { Accordion, Flex, Typography } from '@strapi/design-system';
import { CheckCircle, CrossCircle } from '@strapi/icons';
import { useIntl } from 'react-intl';

import { type Attempt } from '../../../../../contracts/delivery';
import { CodeBlock } from '../../../components/CodeBlock';
import { type Text, useText } from '../../../hooks/useText';
import { headersText, responseText } from '../../Destination/dialogs/exchange-text';

interface AttemptDetailsProps {
  attempt: Attempt;
  url: string;
  isOpen: boolean;
}

export function AttemptDetails({ attempt, url, isOpen }: AttemptDetailsProps) {
  const text = useText();
  const { formatDate } = useIntl();
  const { number, startedAt, durationMs, httpStatus, error, manual } = attempt;
  const time = formatDate(startedAt, { dateStyle: 'medium', timeStyle: 'medium' });
  const value = String(number);
  return (
    <Accordion.Root size="S" collapsible defaultValue={isOpen ? value : undefined}>
      <Accordion.Item value={value}>
        <Accordion.Header variant="secondary">
          <Accordion.Trigger icon={isDelivered(attempt) ? CheckCircle : CrossCircle}>
            {text('attempt.title', { number, outcome: outcomeOf(attempt, text) })}
          </Accordion.Trigger>
          <Accordion.Actions>
            <Typography variant="pi" textColor="neutral600">
              {text(manual ? 'attempt.byHand' : 'attempt.at', { time, durationMs })}
            </Typography>
          </Accordion.Actions>
        </Accordion.Header>
        <Accordion.Content>
          <Flex direction="column" alignItems="stretch" gap={3} padding={4}>
            {error && <Typography textColor="danger600">{error.message}</Typography>}
            <Part
              title={text('attempt.request')}
              code={[`POST ${url}`, headersText(attempt.requestHeaders)].join('\n')}
            />
            {httpStatus !== null && (
              <Part title={text('attempt.response')} code={responseText(attempt)} />
            )}
          </Flex>
        </Accordion.Content>
      </Accordion.Item>
    </Accordion.Root>
  );
}

function Part({ title, code }: { title: string; code: string }) {
  const text = useText();
  return (
    <>
      <Typography variant="sigma" tag="h4" textColor="neutral600">
        {title}
      </Typography>
      <CodeBlock label={title} copyLabel={text('copy.code')} code={code} />
    </>
  );
}

function isDelivered({ httpStatus, error }: Attempt): boolean {
  return error === null && httpStatus !== null && httpStatus >= 200 && httpStatus < 300;
}

function outcomeOf({ httpStatus, error }: Attempt, text: Text): string {
  if (httpStatus !== null) return `HTTP ${httpStatus}`;
  return error?.code ?? text('attempt.unanswered');
}
