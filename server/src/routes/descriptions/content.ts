/** What is about the content: redeploy, reconcile, the catalogue of events, the Delivery API, the status of an entry. */
import { z } from 'zod';

import { answerOf } from '../../../../contracts/answers';
import { eventTypeSchema } from '../../../../contracts/event-type';
import { identitySchema } from '../../../../contracts/identity';
import {
  jobProgressSchema,
  reconcileCountsSchema,
  redeployedEntriesSchema,
  redeployEntriesSchema,
  redeploySchema,
  repairSchema,
} from '../../../../contracts/job';
import { entryStatusAnswerSchema, statusQuerySchema } from '../../../../contracts/status';
import { deliveredViewSchema } from '../../../../contracts/view';
import { viewCountQuerySchema, viewCountSchema } from '../../../../contracts/view-count';
import { viewQuerySchema } from '../../../../contracts/view-query';
import { viewTypeSchema } from '../../../../contracts/view-type';
import { type Description, refusal, success } from './description';
import { job } from './examples';

const tag = 'Redeploy and reconcile';
const progress = answerOf(jobProgressSchema);

export const content = {
  'redeploys.create': {
    tag,
    summary: 'Send again what is live and subscribed',
    body: { schema: redeploySchema, required: false, example: { types: ['article'] } },
    answers: {
      202: success(progress, 'It goes on in the background.', { data: job }),
      409: refusal('The destination is inactive.'),
    },
  },
  'redeploys.find': {
    tag,
    summary: 'List the latest redeploys and repairs',
    answers: { 200: success(answerOf(z.array(jobProgressSchema)), 'The newest first.') },
  },
  'redeploy-entries.create': {
    tag,
    summary: 'Send chosen entries again, to every destination that subscribes to them',
    body: {
      schema: redeployEntriesSchema,
      required: true,
      example: { uid: 'api::article.article', documentIds: ['u5mc74hodekxwaztbmei0o5h'] },
    },
    answers: {
      202: success(answerOf(redeployedEntriesSchema), 'How many deliveries were queued.', {
        data: { views: 1, queued: 2 },
      }),
    },
  },
  'redeploys.findOne': {
    tag,
    summary: 'Read how far a redeploy is',
    answers: { 200: success(progress, 'Its progress.', { data: { ...job, done: 80 } }) },
  },
  'redeploys.pause': {
    tag,
    summary: 'Pause a redeploy',
    answers: {
      202: success(progress, 'It is paused; what it queued already is sent.'),
      409: refusal('It does not run.'),
    },
  },
  'redeploys.resume': {
    tag,
    summary: 'Resume a redeploy where it was paused',
    answers: {
      202: success(progress, 'It goes on.'),
      409: refusal('It is not paused.'),
    },
  },
  'redeploys.cancel': {
    tag,
    summary: 'Cancel a redeploy',
    answers: {
      202: success(progress, 'It is canceled; what it queued already is sent.'),
      409: refusal('It has ended.'),
    },
  },
  'reconcile.find': {
    tag,
    summary: 'Compare a destination with the content',
    answers: { 200: success(answerOf(reconcileCountsSchema), 'Numbers of views.') },
  },
  'reconcile.repair': {
    tag,
    summary: 'Send what is missing or stale, and remove what is no longer subscribed',
    body: { schema: repairSchema, required: false, example: { removeUnsubscribed: true } },
    answers: {
      202: success(progress, 'It goes on in the background.', { data: job }),
      409: refusal('The destination is inactive.'),
    },
  },
  'event-types.find': {
    tag: 'Catalogue',
    summary: 'List what can be subscribed to, with schemas and examples',
    answers: { 200: success(answerOf(z.array(eventTypeSchema)), 'All events.') },
  },
  'view-types.find': {
    tag: 'Catalogue',
    summary: 'List which content has views',
    answers: { 200: success(answerOf(z.array(viewTypeSchema)), 'All view types.') },
  },
  'view-counts.find': {
    tag: 'Catalogue',
    summary: 'Count the views that a subscription would bring',
    query: viewCountQuerySchema,
    answers: {
      200: success(answerOf(viewCountSchema), 'How many.', { data: { total: 120, capped: false } }),
    },
  },
  'identities.find': {
    tag: 'Catalogue',
    summary: 'List the public keys that verify ed25519 signatures',
    answers: {
      200: success(answerOf(z.array(identitySchema)), 'All key pairs that were used.', {
        data: [{ name: 'default', publicKey: 'whpk_3q2+7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' }],
      }),
      400: refusal('A key pair is to be made, and Strapi has no encryption key.'),
    },
  },
  'views.findOne': {
    tag: 'Delivery API',
    summary: 'Fetch a view by exactly one of `id`, `handle` and `url`',
    headers: { 'If-None-Match': 'The `ETag` of an earlier answer.' },
    query: viewQuerySchema,
    answers: {
      200: success(deliveredViewSchema, 'The view, its references resolved.'),
      304: { description: 'The view is the one that the client has.', schema: null },
      404: refusal('No such view.'),
      410: refusal('The view was removed.'),
      500: refusal('The code of the view schema failed.'),
    },
  },
  'status.find': {
    tag: 'Operations',
    summary: 'Is a change live? What each destination has of an entry',
    query: statusQuerySchema,
    answers: {
      200: success(entryStatusAnswerSchema, 'One item per destination and view.'),
      429: refusal('Too many wait already.'),
    },
  },
} satisfies Record<string, Description>;
