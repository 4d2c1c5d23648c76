/** How far work is. Pure. */
import { type JobProgress } from '../../../../contracts/job';

/** 0–100. Content may grow while it runs, so the total is only what was there at the start. */
export function percentOf({ done, total }: Pick<JobProgress, 'done' | 'total'>): number {
  if (total === 0) return 0;
  return Math.min(100, Math.round((100 * done) / total));
}
