/** What happens when a destination does not answer with success: the user's settings and their defaults. */
import { z } from 'zod';

import { parseDuration } from './durations';

/** Waits before attempts 2 to 10 of the schedule that the Standard Webhooks specification recommends. */
export const STANDARD_SCHEDULE = ['5s', '5m', '30m', '2h', '5h', '10h', '14h', '20h', '24h'];

export const MAX_ATTEMPTS = 20;

const trigger = z.string().regex(/^(3xx|4xx|5xx|timeout|network|address|[345]\d\d)$/, {
  error: (issue) =>
    `expected 3xx, 4xx, 5xx, timeout, network, address or a status code such as 429, got ${JSON.stringify(issue.input)}`,
});

const duration = z.string().refine((text) => parseDuration(text) !== null, {
  error: (issue) =>
    `expected a duration such as "30s", "10m" or "2h", got ${JSON.stringify(issue.input)}`,
});

const retrySchema = z
  .strictObject({
    maxAttempts: z
      .int()
      .min(1)
      .max(MAX_ATTEMPTS)
      .optional()
      .describe(
        'Attempts in all, the first try counted. 1–20, default 3 (with a schedule: its length + 1).'
      ),
    pattern: z
      .enum(['linear', 'exponential', 'schedule'])
      .optional()
      .describe('How the wait grows. Default `exponential`.'),
    intervalSeconds: z
      .int()
      .min(1)
      .max(86_400)
      .optional()
      .describe('Seconds before the second attempt. Default 10.'),
    maxIntervalSeconds: z
      .int()
      .min(1)
      .max(604_800)
      .optional()
      .describe('No planned wait is longer than this many seconds. Default 3,600.'),
    schedule: z
      .array(duration)
      .min(1)
      .max(MAX_ATTEMPTS - 1)
      .optional()
      .describe('Waits before attempts 2, 3, …, for the pattern `schedule`; the last one repeats.'),
    preset: z
      .enum(['standard'])
      .optional()
      .describe(
        '`standard`: the schedule of the Standard Webhooks specification, 10 attempts over three days.'
      ),
  })
  .refine((retry) => retry.pattern !== 'schedule' || retry.schedule !== undefined, {
    path: ['schedule'],
    error:
      'expected a list of durations such as ["5s","5m"] when the pattern is "schedule", got nothing',
  });

export const failureHandlingSchema = z.strictObject({
  triggers: z
    .array(trigger)
    .max(50)
    .optional()
    .describe('Failure classes that are tried again; every other failure is final at once.'),
  retry: retrySchema.optional(),
  divert: z
    .boolean()
    .optional()
    .describe('Keep a delivery that used up its attempts in the diverted list. Default true.'),
  suspend: z
    .boolean()
    .optional()
    .describe('Suspend the destination after a streak of failed deliveries. Default true.'),
  suspendAfter: z
    .int()
    .min(1)
    .max(10_000)
    .optional()
    .describe('Length of that streak. Default 10.'),
  probeSeconds: z
    .int()
    .min(1)
    .max(86_400)
    .optional()
    .describe('Seconds between probes of a suspended destination. Default 300.'),
  alertUrl: z
    .url({ protocol: /^https?$/ })
    .max(2_048)
    .nullable()
    .optional()
    .describe('Receives signed alerts of this destination. Default none.'),
  alertEmail: z
    .email()
    .max(320)
    .nullable()
    .optional()
    .describe("Receives alerts by e-mail, through Strapi's email plugin. Default none."),
});

/** What the user set; everything is optional. */
export type FailureHandlingInput = z.infer<typeof failureHandlingSchema>;

/** The settings in force, nothing left open. */
export interface FailureHandling {
  triggers: string[];
  retry: {
    maxAttempts: number;
    pattern: 'linear' | 'exponential' | 'schedule';
    intervalSeconds: number;
    maxIntervalSeconds: number;
    schedule: string[];
  };
  divert: boolean;
  suspend: boolean;
  suspendAfter: number;
  probeSeconds: number;
  alertUrl: string | null;
  alertEmail: string | null;
}

/** Fills what the user left open with the defaults. */
export function resolveFailureHandling(input: FailureHandlingInput): FailureHandling {
  return {
    triggers: input.triggers ?? ['4xx', '5xx', 'timeout', 'network'],
    retry: resolveRetry(input.retry ?? {}),
    divert: input.divert ?? true,
    suspend: input.suspend ?? true,
    suspendAfter: input.suspendAfter ?? 10,
    probeSeconds: input.probeSeconds ?? 300,
    alertUrl: input.alertUrl ?? null,
    alertEmail: input.alertEmail ?? null,
  };
}

function resolveRetry(input: z.infer<typeof retrySchema>): FailureHandling['retry'] {
  const isStandard = input.preset === 'standard';
  const pattern = input.pattern ?? (isStandard ? 'schedule' : 'exponential');
  const schedule = input.schedule ?? (isStandard ? STANDARD_SCHEDULE : []);
  const attemptsOfSchedule = pattern === 'schedule' ? schedule.length + 1 : 3;

  return {
    maxAttempts: input.maxAttempts ?? attemptsOfSchedule,
    pattern,
    intervalSeconds: input.intervalSeconds ?? 10,
    maxIntervalSeconds: input.maxIntervalSeconds ?? (pattern === 'schedule' ? 86_400 : 3_600),
    schedule,
  };
}
