/** What other code may call: `strapi.plugin('destinations').service(name)`. */
import deliveries from './deliveries';
import destinations from './destinations';
import views from './views';
import worker from './worker';

const services = { deliveries, destinations, views, worker };

/** For the one who calls: `strapi.plugin('destinations').service<DestinationsServices['deliveries']>('deliveries')`. */
export type DestinationsServices = {
  [Name in keyof typeof services]: ReturnType<(typeof services)[Name]>;
};

export default services;
