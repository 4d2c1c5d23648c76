/** Does the destination have what is published? Sends it again, compares, and repairs. */
import { Flex } from '@strapi/design-system';
import { Page } from '@strapi/strapi/admin';

import { useMay } from '../../hooks/useMay';
import { PERMISSIONS } from '../../permissions';
import { useDestination } from '../Destination/destination-context';
import { Reconcile } from './Reconcile';
import { RecentWork } from './RecentWork';
import { Redeploy } from './Redeploy';

export function Content() {
  const destination = useDestination();
  const mayRetry = useMay('retryDeliveries');
  return (
    <Page.Protect permissions={PERMISSIONS.readDeliveries}>
      <Flex direction="column" alignItems="stretch" gap={6}>
        <RecentWork destination={destination} />
        <Reconcile destination={destination} />
        {mayRetry && <Redeploy destination={destination} />}
      </Flex>
    </Page.Protect>
  );
}
