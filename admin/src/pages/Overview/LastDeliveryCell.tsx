/** The delivery that ended last, as a link to it. */
import { Link, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { type DestinationStatistics } from '../../../../contracts/statistics';
import { useAge } from '../../hooks/useAge';
import { useText } from '../../hooks/useText';
import { paths } from '../../paths';

interface LastDeliveryCellProps {
  destinationId: string;
  delivery: DestinationStatistics['lastDelivery'] | undefined;
}

export function LastDeliveryCell({ destinationId, delivery }: LastDeliveryCellProps) {
  const text = useText();
  const age = useAge();
  if (!delivery) {
    return <Typography textColor="neutral600">{text('overview.none')}</Typography>;
  }
  const { id, status, at, action, type } = delivery;
  const outcome = status === 'delivered' ? 'delivered' : 'failed';
  return (
    <Link tag={NavLink} to={paths.delivery(destinationId, id)}>
      {text(`overview.last.${outcome}`, { action, type, age: age(at) })}
    </Link>
  );
}
