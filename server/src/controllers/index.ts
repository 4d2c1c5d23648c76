import deliveries from './deliveries';
import destinations from './destinations';
import diverted from './diverted';
import encryption from './encryption';
import environment from './environment';
import eventTypes from './event-types';
import exports from './exports';
import health from './health';
import identities from './identities';
import imports from './imports';
import metrics from './metrics';
import reconcile from './reconcile';
import redeployEntries from './redeploy-entries';
import redeploys from './redeploys';
import statistics from './statistics';
import status from './status';
import viewTypes from './view-types';
import viewCounts from './view-counts';
import views from './views';

export default {
  deliveries,
  destinations,
  diverted,
  encryption,
  environment,
  'event-types': eventTypes,
  exports,
  health,
  identities,
  imports,
  metrics,
  reconcile,
  'redeploy-entries': redeployEntries,
  redeploys,
  statistics,
  status,
  'view-types': viewTypes,
  'view-counts': viewCounts,
  views,
};
