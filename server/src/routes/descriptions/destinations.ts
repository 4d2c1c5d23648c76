/** Destinations: list, create, read, change, delete, secrets, suspend. */
import { answerOf } from '../../../../contracts/answers';
import {
  createdDestinationSchema,
  destinationAnswerSchema,
  destinationListSchema,
  rotatedSecretSchema,
  updatedDestinationSchema,
} from '../../../../contracts/destination-answer';
import {
  createDestinationSchema,
  rotateSecretSchema,
  updateDestinationSchema,
} from '../../../../contracts/destination';
import { destinationQuerySchema } from '../../../../contracts/delivery-query';
import { type Description, nothing, refusal, success } from './description';
import { changes, destination, newDestination } from './examples';

const tag = 'Destinations';
const DECLARED = refusal('Only config/plugins, which declares it, may change it.');
const UNREADABLE = refusal(
  'Not allowed, or the subscription covers content that the caller may not read.'
);

export const destinations = {
  'destinations.find': {
    tag,
    summary: 'List destinations',
    query: destinationQuerySchema,
    answers: {
      200: success(destinationListSchema, 'A part of the list.', {
        data: [destination],
        meta: { pagination: { offset: 0, count: 25, total: 1 } },
      }),
    },
  },
  'destinations.create': {
    tag,
    summary: 'Create a destination',
    body: { schema: createDestinationSchema, required: true, example: newDestination },
    answers: {
      201: success(createdDestinationSchema, 'Created, with the secret that signs its messages.'),
      403: UNREADABLE,
      409: refusal('The alias is in use.'),
    },
  },
  'destinations.findOne': {
    tag,
    summary: 'Read a destination',
    answers: { 200: success(destinationAnswerSchema, 'The destination.', { data: destination }) },
  },
  'destinations.update': {
    tag,
    summary: 'Change a destination',
    headers: { 'If-Match': 'The version that was read, instead of `version` in the body.' },
    body: { schema: updateDestinationSchema, required: true, example: changes },
    answers: {
      200: success(updatedDestinationSchema, 'The destination as it is now.'),
      403: UNREADABLE,
      409: refusal(
        'The version is stale, and `details.currentVersion` is the one of now; or config/plugins declares it.'
      ),
    },
  },
  'destinations.delete': {
    tag,
    summary: 'Delete a destination; nothing more is sent',
    answers: { 204: nothing, 409: DECLARED },
  },
  'destinations.rotateSecret': {
    tag,
    summary: 'Replace the secret',
    body: { schema: rotateSecretSchema, required: false, example: { graceSeconds: 86_400 } },
    answers: { 200: success(answerOf(rotatedSecretSchema), 'The new secret.'), 409: DECLARED },
  },
  'destinations.suspend': {
    tag,
    summary: 'Suspend: deliveries are kept and wait',
    answers: { 200: success(destinationAnswerSchema, 'The destination as it is now.') },
  },
  'destinations.unsuspend': {
    tag,
    summary: 'End a suspension, whatever its reason',
    answers: { 200: success(destinationAnswerSchema, 'The destination as it is now.') },
  },
} satisfies Record<string, Description>;
