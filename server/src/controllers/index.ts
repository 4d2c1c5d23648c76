import deliveries from './deliveries';
import destinations from './destinations';
import diverted from './diverted';
import eventTypes from './event-types';
import health from './health';
import identities from './identities';
import reconcile from './reconcile';
import redeploys from './redeploys';
import status from './status';
import views from './views';

export default {
  deliveries,
  destinations,
  diverted,
  'event-types': eventTypes,
  health,
  identities,
  reconcile,
  redeploys,
  status,
  views,
};
