/** The status of a delivery as a word in a colour. */
import { Status, Typography } from '@strapi/design-system';

import { type DeliveryStatus } from '../../../contracts/delivery';
import { useText } from '../hooks/useText';

type Variant = 'success' | 'danger' | 'warning' | 'secondary' | 'neutral';

const VARIANTS: Record<DeliveryStatus, Variant> = {
  pending: 'warning',
  delivering: 'secondary',
  delivered: 'success',
  failed: 'danger',
  superseded: 'neutral',
  skipped: 'neutral',
  canceled: 'neutral',
};

export function DeliveryBadge({ status }: { status: DeliveryStatus }) {
  const text = useText();
  return (
    <Status variant={VARIANTS[status]} size="XS">
      <Typography variant="pi" fontWeight="bold">
        {text(`delivery.status.${status}`)}
      </Typography>
    </Status>
  );
}
