/** Says that nothing is sent at the moment, since when and why, and offers the way back. */
import { Box, Button } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { type Destination } from '../../../../contracts/destination';
import { Notice } from '../../components/Notice';
import { useMay } from '../../hooks/useMay';
import { useText } from '../../hooks/useText';
import { useLifecycle } from './useLifecycle';

export function SuspendedBanner({ destination }: { destination: Destination }) {
  const text = useText();
  const { formatDate } = useIntl();
  const mayUpdate = useMay('updateDestinations');
  const { toggleSuspended } = useLifecycle(destination);
  const { suspended, suspendedAt, suspendedReason } = destination;

  if (!suspended) return null;
  const time = suspendedAt
    ? formatDate(suspendedAt, { dateStyle: 'medium', timeStyle: 'short' })
    : '–';
  return (
    <Box paddingBottom={6}>
      <Notice
        variant="danger"
        title={text('state.suspendedSince', { time })}
        action={
          mayUpdate ? (
            <Button variant="danger-light" size="S" onClick={() => void toggleSuspended()}>
              {text('menu.unsuspend')}
            </Button>
          ) : undefined
        }
      >
        {text(`suspended.${suspendedReason ?? 'manual'}`)}
      </Notice>
    </Box>
  );
}
