/** Long work that a client started, such as a redeploy. */
import { z } from 'zod';

import { plainText } from './plain-text';

export const JOB_STATUSES = ['running', 'finished', 'canceled'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

export const redeploySchema = z.strictObject({
  /** Only views of these types; default all that the destination subscribes to. */
  types: z.array(plainText(128).min(1)).min(1).max(1_000).optional(),
  /** Only these locales; content without locales is always included. Default all. */
  locales: z.array(plainText(32).min(1)).min(1).max(500).optional(),
});

export type RedeployInput = z.infer<typeof redeploySchema>;

/** How far a redeploy or a repair is. */
export interface JobProgress {
  id: string;
  /** Views to look at, as counted when it began. */
  total: number;
  /** Views looked at so far. */
  done: number;
  status: JobStatus;
  /** Why it does not go on at the moment; null when it does. */
  error: string | null;
}

/** How a destination compares with the content, in numbers of views. */
export interface ReconcileCounts {
  /** The destination has acknowledged the current version. */
  inSync: number;
  /** A delivery is on the way. */
  pending: number;
  /** The last delivery failed. */
  failed: number;
  /** Live, and the destination was never told. */
  missing: number;
  /** The destination has acknowledged something older, or a view that is gone. */
  stale: number;
  /** The destination has views that it no longer subscribes to. */
  unsubscribed: number;
}
