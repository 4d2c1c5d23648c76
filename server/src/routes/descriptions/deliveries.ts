/** Deliveries and diverted deliveries: list, read, retry, cancel; and test messages. */
import { answerOf } from '../../../../contracts/answers';
import {
  canceledSchema,
  deliveryAnswerSchema,
  deliveryPageSchema,
  queuedSchema,
} from '../../../../contracts/delivery-answer';
import {
  cancelDeliveriesSchema,
  retryDeliveriesSchema,
  testMessageSchema,
} from '../../../../contracts/delivery-commands';
import { deliveryQuerySchema, divertedQuerySchema } from '../../../../contracts/delivery-query';
import { type Description, nothing, refusal, success } from './description';
import { delivery } from './examples';

const tag = 'Deliveries';
const page = {
  data: [delivery],
  meta: { pagination: { page: 1, per_page: 25, total: 1, capped: false } },
};
const NOT_RETRYABLE = refusal(
  'It cannot be tried again: it is delivered or a test, a newer version of its view was sent or waits, or the destination is inactive.'
);

export const deliveries = {
  'deliveries.find': {
    tag,
    summary: 'List deliveries of a destination',
    query: deliveryQuerySchema,
    answers: { 200: success(deliveryPageSchema, 'A page, the newest first.', page) },
  },
  'deliveries.findOne': {
    tag,
    summary: 'Read a delivery with its attempts',
    answers: { 200: success(deliveryAnswerSchema, 'The delivery; keys and secrets masked.') },
  },
  'deliveries.retry': {
    tag,
    summary: 'Try a failed or waiting delivery now',
    answers: {
      202: success(deliveryAnswerSchema, 'It is due now.'),
      409: NOT_RETRYABLE,
    },
  },
  'deliveries.retryMany': {
    tag,
    summary: 'Try many deliveries again',
    body: {
      schema: retryDeliveriesSchema,
      required: true,
      example: { from: '2026-01-15T00:00:00Z', to: '2026-01-16T00:00:00Z' },
    },
    answers: {
      202: success(answerOf(queuedSchema), 'How many are due now.', { data: { queued: 12 } }),
      409: refusal('The destination is inactive.'),
    },
  },
  'deliveries.cancel': {
    tag,
    summary: 'Cancel a waiting delivery',
    answers: {
      202: success(deliveryAnswerSchema, 'It is canceled.'),
      409: refusal('It does not wait.'),
    },
  },
  'deliveries.cancelMany': {
    tag,
    summary: 'Cancel what waits',
    body: {
      schema: cancelDeliveriesSchema,
      required: false,
      example: { type: 'article', action: 'Deploy', before: '2026-01-15T00:00:00Z' },
    },
    answers: {
      202: success(answerOf(canceledSchema), 'How many are canceled.', { data: { canceled: 340 } }),
    },
  },
  'deliveries.test': {
    tag,
    summary: 'Send a test message and wait for the answer of the receiver',
    body: { schema: testMessageSchema, required: true, example: { event: 'article.deploy' } },
    answers: {
      202: success(deliveryAnswerSchema, 'What became of it, also when the receiver refused it.'),
      409: refusal('A setting or an unreadable secret stops sending.'),
    },
  },
  'diverted.find': {
    tag: 'Diverted deliveries',
    summary: 'List deliveries that wait for a person',
    query: divertedQuerySchema,
    answers: { 200: success(deliveryPageSchema, 'A page, the newest first.', page) },
  },
  'diverted.findOne': {
    tag: 'Diverted deliveries',
    summary: 'Read a diverted delivery with its attempts',
    answers: { 200: success(deliveryAnswerSchema, 'The delivery; keys and secrets masked.') },
  },
  'diverted.resend': {
    tag: 'Diverted deliveries',
    summary: 'Send a diverted delivery again',
    answers: {
      202: success(deliveryAnswerSchema, 'It is due now.'),
      409: NOT_RETRYABLE,
    },
  },
  'diverted.delete': {
    tag: 'Diverted deliveries',
    summary: 'Take a delivery off the diverted list; it stays in the history',
    answers: { 204: nothing },
  },
} satisfies Record<string, Description>;
