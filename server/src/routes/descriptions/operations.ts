/** What operators and their tools ask. */
import { z } from 'zod';

import { answerOf } from '../../../../contracts/answers';
import {
  exportAnswerSchema,
  importAnswerSchema,
  importDestinationsSchema,
  importQuerySchema,
} from '../../../../contracts/destination-transfer';
import {
  chooseEnvironmentSchema,
  environmentChosenSchema,
  environmentSchema,
} from '../../../../contracts/environment';
import { healthSchema } from '../../../../contracts/health';
import { reencryptedSchema } from '../../../../contracts/reencrypted';
import { statisticsQuerySchema, statisticsSchema } from '../../../../contracts/statistics';
import { type Description, refusal, success } from './description';
import { newDestination } from './examples';

const tag = 'Operations';

export const operations = {
  'health.find': {
    tag,
    summary: 'Does the plugin work? Says nothing about receivers',
    answers: {
      200: success(answerOf(healthSchema), 'It works; `problems` says what a setting stops.'),
      503: success(answerOf(healthSchema), 'It does not work.'),
    },
  },
  'metrics.find': {
    tag,
    summary: 'Numbers for Prometheus',
    answers: {
      200: { description: 'In its text format.', schema: z.string(), contentType: 'text/plain' },
    },
  },
  'statistics.find': {
    tag,
    summary: 'How are destinations doing, by the hour',
    query: statisticsQuerySchema,
    answers: {
      200: success(answerOf(statisticsSchema), 'Counts, what waits, and what came last.'),
    },
  },
  'environment.find': {
    tag,
    summary: 'Which environment does the database belong to',
    answers: { 200: success(answerOf(environmentSchema), 'The environment.') },
  },
  'environment.choose': {
    tag,
    summary: 'Say whether the database was moved or copied',
    body: { schema: chooseEnvironmentSchema, required: true, example: { choice: 'moved' } },
    answers: {
      200: success(
        z.object({ data: environmentSchema, meta: environmentChosenSchema }),
        'The environment as it is now, and what was done.'
      ),
      409: refusal('There is nothing to choose, or the configuration fixes the `environmentId`.'),
    },
  },
  'encryption.reencrypt': {
    tag,
    summary: 'Encrypt stored secrets anew with the key of now',
    answers: { 200: success(answerOf(reencryptedSchema), 'How many values.') },
  },
  'exports.find': {
    tag: 'Destinations',
    summary: 'Export all destinations, without secrets',
    answers: { 200: success(exportAnswerSchema, 'What an import takes.') },
  },
  'imports.create': {
    tag: 'Destinations',
    summary: 'Import destinations by alias, all or nothing',
    query: importQuerySchema,
    body: {
      schema: importDestinationsSchema,
      required: true,
      example: { data: { destinations: [{ alias: 'storefront', url: newDestination.url }] } },
    },
    answers: {
      200: success(importAnswerSchema, 'What was done, or would be.'),
      403: refusal('Not allowed, or one would receive content that the caller may not read.'),
      409: refusal('An alias was taken meanwhile.'),
    },
  },
} satisfies Record<string, Description>;
