/** What was sent as a test, and what came back. */
import { Flex, Status, Typography } from '@strapi/design-system';

import { type DeliveryWithAttempts } from '../../../../../contracts/delivery';
import { CodeBlock } from '../../../components/CodeBlock';
import { useText } from '../../../hooks/useText';
import { requestText, responseText } from './exchange-text';

interface TestResultProps {
  delivery: DeliveryWithAttempts;
  url: string;
}

export function TestResult({ delivery, url }: TestResultProps) {
  const text = useText();
  const attempt = delivery.attempts.at(-1);
  if (!attempt) return <Typography>{text('test.unsent')}</Typography>;
  const isDelivered = delivery.status === 'delivered';
  const { httpStatus, durationMs, error } = attempt;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Status variant={isDelivered ? 'success' : 'danger'}>
        <Typography fontWeight="bold">
          {httpStatus === null
            ? text('test.failed', { reason: error?.message ?? '', durationMs })
            : text('test.answered', { httpStatus: String(httpStatus), durationMs })}
        </Typography>
      </Status>
      <Typography variant="sigma" tag="h3">
        {text('test.request')}
      </Typography>
      <CodeBlock
        label={text('test.request')}
        copyLabel={text('copy.code')}
        code={requestText(url, attempt, delivery.body)}
      />
      {httpStatus !== null && (
        <>
          <Typography variant="sigma" tag="h3">
            {text('test.response')}
          </Typography>
          <CodeBlock
            label={text('test.response')}
            copyLabel={text('copy.code')}
            code={responseText(attempt)}
          />
        </>
      )}
    </Flex>
  );
}
