/** Says what happens next with a delivery, where that is not plain. */
import { Link } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { NavLink } from 'react-router-dom';

import { type DeliveryWithAttempts } from '../../../../../contracts/delivery';
import { type Destination } from '../../../../../contracts/destination';
import { Notice } from '../../../components/Notice';
import { useReasonText } from '../../../hooks/useReasonText';
import { useText } from '../../../hooks/useText';
import { paths } from '../../../paths';
import { whatNext } from './what-next';

interface NextStepProps {
  destination: Destination;
  delivery: DeliveryWithAttempts;
}

export function NextStep({ destination, delivery }: NextStepProps) {
  const text = useText();
  const reasonText = useReasonText();
  const { formatDate } = useIntl();
  const { reason, supersededBy } = delivery;
  const next = whatNext(delivery, destination, Date.now());
  if (!next && !reason) return null;

  const time = next?.at ? formatDate(next.at, { dateStyle: 'medium', timeStyle: 'medium' }) : '';
  return (
    <Notice
      variant={next?.tone ?? 'default'}
      title={reason ? reasonText(reason) : text('delivery.next')}
      action={
        supersededBy && (
          <Link tag={NavLink} to={paths.delivery(destination.id, supersededBy.id)}>
            {text('delivery.successor')}
          </Link>
        )
      }
    >
      {next && text(next.key, { time })}
    </Notice>
  );
}
