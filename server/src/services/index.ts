/** What other code may call: `strapi.plugin('destinations').service(name)`. */
import deliveries from './deliveries';
import destinations from './destinations';
import views from './views';

const services = { deliveries, destinations, views };

/** For the one who calls: `strapi.plugin('destinations').service<DestinationsServices['deliveries']>('deliveries')`. */
export type DestinationsServices = {
  [Name in keyof typeof services]: ReturnType<(typeof services)[Name]>;
};

export default services;
