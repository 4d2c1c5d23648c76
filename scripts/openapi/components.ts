/** The schemas that clients will want a type for, by its name. */
import { errorSchema } from '../../contracts/answers';
import {
  attemptSchema,
  deliverySchema,
  deliveryWithAttemptsSchema,
} from '../../contracts/delivery-answer';
import { cancelDeliveriesSchema, retryDeliveriesSchema } from '../../contracts/delivery-commands';
import { createDestinationSchema, updateDestinationSchema } from '../../contracts/destination';
import { destinationSchema, destinationWithSecretSchema } from '../../contracts/destination-answer';
import {
  exportedDestinationSchema,
  importDestinationsSchema,
  importOutcomeSchema,
} from '../../contracts/destination-transfer';
import { environmentSchema } from '../../contracts/environment';
import { eventTypeSchema } from '../../contracts/event-type';
import { failureHandlingSchema } from '../../contracts/failure-handling';
import { healthSchema } from '../../contracts/health';
import { identitySchema } from '../../contracts/identity';
import {
  jobProgressSchema,
  reconcileCountsSchema,
  redeploySchema,
  repairSchema,
} from '../../contracts/job';
import { messageSchema } from '../../contracts/message-schema';
import { statisticsSchema } from '../../contracts/statistics';
import { viewStatusSchema } from '../../contracts/status';
import { deliveredViewSchema, jsonValueSchema } from '../../contracts/view';
import { viewTypeSchema } from '../../contracts/view-type';
import { type Direction } from './schemas';

const BOTH = { FailureHandling: failureHandlingSchema };

export const components = {
  input: {
    ...BOTH,
    CreateDestination: createDestinationSchema,
    UpdateDestination: updateDestinationSchema,
    RetryDeliveries: retryDeliveriesSchema,
    CancelDeliveries: cancelDeliveriesSchema,
    Redeploy: redeploySchema,
    Repair: repairSchema,
    ImportDestinations: importDestinationsSchema,
  },
  output: {
    ...BOTH,
    Destination: destinationSchema,
    DestinationWithSecret: destinationWithSecretSchema,
    Delivery: deliverySchema,
    DeliveryWithAttempts: deliveryWithAttemptsSchema,
    Attempt: attemptSchema,
    JobProgress: jobProgressSchema,
    ReconcileCounts: reconcileCountsSchema,
    EventType: eventTypeSchema,
    Message: messageSchema,
    Identity: identitySchema,
    ViewStatus: viewStatusSchema,
    DeliveredView: deliveredViewSchema,
    JsonValue: jsonValueSchema,
    Health: healthSchema,
    Statistics: statisticsSchema,
    Environment: environmentSchema,
    ExportedDestination: exportedDestinationSchema,
    ImportOutcome: importOutcomeSchema,
    ViewType: viewTypeSchema,
    Error: errorSchema,
  },
} satisfies Record<Direction, Record<string, object>>;
