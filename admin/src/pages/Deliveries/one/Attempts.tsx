/** The attempts of a delivery, one below the other in the order of time. */
import { Box, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { type Attempt } from '../../../../../contracts/delivery';
import { useText } from '../../../hooks/useText';
import { AttemptDetails } from './AttemptDetails';
import { durationOf, pausesOf } from './pauses';

export function Attempts({ attempts, url }: { attempts: Attempt[]; url: string }) {
  const text = useText();
  const pauses = pausesOf(attempts);
  if (attempts.length === 0) {
    return <Typography textColor="neutral600">{text('delivery.noAttempts')}</Typography>;
  }
  return (
    <Flex tag="ol" direction="column" alignItems="stretch">
      {attempts.map((attempt, index) => (
        <li key={attempt.number}>
          <Pause ms={pauses[index]} />
          <AttemptDetails attempt={attempt} url={url} isOpen={index === attempts.length - 1} />
        </li>
      ))}
    </Flex>
  );
}

/** A line between two attempts, with the time that lies between them. */
function Pause({ ms }: { ms: number | null }) {
  const text = useText();
  const { formatNumber } = useIntl();
  if (ms === null) return null;
  const { unit, value } = durationOf(ms);
  const duration = formatNumber(value, { style: 'unit', unit, unitDisplay: 'long' });
  return (
    <Flex gap={4} paddingLeft={5}>
      <Box width="2px" height="3.2rem" background="neutral300" aria-hidden />
      <Typography variant="pi" textColor="neutral600">
        {text('delivery.pause', { duration })}
      </Typography>
    </Flex>
  );
}
