/** Long work that a client started, such as a redeploy. */
import { z } from 'zod';

import { time, wholeNumber } from './answers';
import { plainText } from './plain-text';

const JOB_STATUSES = ['running', 'paused', 'finished', 'canceled'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

export const redeploySchema = z.strictObject({
  types: z
    .array(plainText(128).min(1))
    .min(1)
    .max(1_000)
    .optional()
    .describe('Only views of these types; default all that the destination subscribes to.'),
  locales: z
    .array(plainText(32).min(1))
    .min(1)
    .max(500)
    .optional()
    .describe('Only these locales; content without locales is always included. Default all.'),
});

export type RedeployInput = z.infer<typeof redeploySchema>;

export const repairSchema = z.strictObject({
  removeUnsubscribed: z
    .boolean()
    .default(false)
    .describe(
      'Also sends a Remove of each view that the destination has and no longer subscribes to.'
    ),
});

export type RepairInput = z.infer<typeof repairSchema>;

export const redeployEntriesSchema = z.strictObject({
  uid: plainText(191).min(1).describe('Of the content type, such as `api::article.article`.'),
  documentIds: z.array(plainText(64).min(1)).min(1).max(100),
  locale: plainText(32)
    .min(1)
    .optional()
    .describe('Only this locale; content without locales is always included. Default all.'),
});

export type RedeployEntriesInput = z.infer<typeof redeployEntriesSchema>;

export const redeployedEntriesSchema = z.object({
  views: wholeNumber.describe('Live views of these entries.'),
  queued: wholeNumber.describe('Deliveries of them, to all destinations together.'),
});

export type RedeployedEntries = z.infer<typeof redeployedEntriesSchema>;

/** How far a redeploy or a repair is. */
export const jobProgressSchema = z.object({
  id: z.uuid(),
  kind: z.enum(['redeploy', 'reconcile']).describe('`reconcile` is the repair.'),
  createdAt: time,
  total: wholeNumber.describe('Views to look at, as counted when it began.'),
  done: wholeNumber.describe('Views looked at so far.'),
  status: z.enum(JOB_STATUSES),
  error: z.string().nullable().describe('Why it does not go on at the moment; null when it does.'),
});

export type JobProgress = z.infer<typeof jobProgressSchema>;

/** How a destination compares with the content, in numbers of views. */
export const reconcileCountsSchema = z.object({
  inSync: wholeNumber.describe('The destination has acknowledged the current version.'),
  pending: wholeNumber.describe('A delivery is on the way.'),
  failed: wholeNumber.describe('The last delivery failed.'),
  missing: wholeNumber.describe('Live, and the destination was never told.'),
  stale: wholeNumber.describe(
    'The destination has acknowledged something older, or a view that is gone.'
  ),
  unsubscribed: wholeNumber.describe('The destination has views that it no longer subscribes to.'),
});

export type ReconcileCounts = z.infer<typeof reconcileCountsSchema>;
