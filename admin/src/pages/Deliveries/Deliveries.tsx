/** The deliveries of one destination: the list, or the one that is open. */
import { Page } from '@strapi/strapi/admin';
import { useParams } from 'react-router-dom';

import { PERMISSIONS } from '../../permissions';
import { useDestination } from '../Destination/destination-context';
import { DeliveryList } from './list/DeliveryList';
import { OpenDelivery } from './one/OpenDelivery';

export function Deliveries() {
  const destination = useDestination();
  const { deliveryId } = useParams();
  return (
    <Page.Protect permissions={PERMISSIONS.readDeliveries}>
      {deliveryId ? (
        <OpenDelivery key={deliveryId} destination={destination} deliveryId={deliveryId} />
      ) : (
        <DeliveryList destination={destination} />
      )}
    </Page.Protect>
  );
}
