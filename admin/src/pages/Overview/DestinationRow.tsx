/** A destination at a glance: where it is, how it does, what waits. */
import { Flex, Td, Tr, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { type Destination } from '../../../../contracts/destination';
import { type Statistics } from '../../../../contracts/statistics';
import { StateBadge } from '../../components/StateBadge';
import { useAge } from '../../hooks/useAge';
import { paths } from '../../paths';
import { BacklogCell } from './BacklogCell';
import { LastDeliveryCell } from './LastDeliveryCell';
import { SuccessCell } from './SuccessCell';

interface DestinationRowProps {
  destination: Destination;
  statistics: Statistics | undefined;
}

/** The table says in `place` which row it is; without it no key would lead there. */
export function DestinationRow({ destination, statistics, ...place }: DestinationRowProps) {
  const age = useAge();
  const { id, name, url, suspended, suspendedAt } = destination;
  const { host } = new URL(url);
  const own = statistics?.destinations.find((each) => each.id === id);
  return (
    <Tr {...place}>
      <Td>
        <Flex direction="column" alignItems="flex-start" maxWidth="26rem">
          <Typography
            tag={NavLink}
            to={paths.settings(id)}
            title={name}
            textDecoration="none"
            fontWeight="semiBold"
            textColor="primary600"
            maxWidth="100%"
            ellipsis
          >
            {name}
          </Typography>
          <Typography variant="pi" textColor="neutral600" ellipsis title={host} maxWidth="100%">
            {host}
          </Typography>
        </Flex>
      </Td>
      <Td>
        <StateBadge destination={destination} />
        {suspended && suspendedAt && (
          <Typography variant="pi" textColor="neutral600" tag="p">
            {age(suspendedAt)}
          </Typography>
        )}
      </Td>
      {/* Each for itself: the row gives its own children their places. */}
      {statistics && (
        <Td>
          <SuccessCell id={id} statistics={statistics} />
        </Td>
      )}
      {statistics && (
        <Td>
          <BacklogCell backlog={own?.backlog} />
        </Td>
      )}
      {statistics && (
        <Td>
          <LastDeliveryCell destinationId={id} delivery={own?.lastDelivery} />
        </Td>
      )}
    </Tr>
  );
}
