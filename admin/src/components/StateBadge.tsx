/** The state of a destination as a word in a colour. */
import { Status, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { type Destination } from '../../../contracts/destination';
import { useText } from '../hooks/useText';

type Variant = 'success' | 'danger' | 'secondary' | 'neutral';
type Shown = 'active' | 'inactive' | 'suspended' | 'deleting';

const VARIANTS: Record<Shown, Variant> = {
  active: 'success',
  inactive: 'secondary',
  suspended: 'danger',
  deleting: 'neutral',
};

type Stateful = Pick<Destination, 'state' | 'enabled' | 'suspended' | 'suspendedAt'>;

export function StateBadge({ destination }: { destination: Stateful }) {
  const text = useText();
  const { formatDate } = useIntl();
  const state = shownState(destination);
  const { suspendedAt } = destination;
  return (
    <Status
      variant={VARIANTS[state]}
      size="S"
      width="fit-content"
      title={
        state === 'suspended' && suspendedAt
          ? text('state.suspendedSince', {
              time: formatDate(suspendedAt, { dateStyle: 'medium', timeStyle: 'short' }),
            })
          : undefined
      }
    >
      <Typography variant="omega" fontWeight="bold">
        {text(`state.${state}`)}
      </Typography>
    </Status>
  );
}

function shownState({ state, enabled, suspended }: Stateful): Shown {
  if (state === 'Deleting' || state === 'Deleted') return 'deleting';
  if (suspended) return 'suspended';
  return enabled ? 'active' : 'inactive';
}
