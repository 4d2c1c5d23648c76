/** Does one page of the long work that is waiting: building the ledger, redeploys and repairs. */
import { type Settings } from '../database/settings';
import { isDuplicate } from '../database/transient';
import { toError } from '../support/errors';
import { StaleLedgerError } from '../views/ledger';
import { type Place, type Step } from './job-steps';
import { type ClaimedJob, type Jobs, LostJobError } from './jobs';

/** Settings key of the definition that the ledger was last built with, per view type. */
export const LEDGER_KEY = 'ledger.';

export interface BackgroundDeps {
  settings: Settings;
  jobs: Jobs;
  stepsOf(job: ClaimedJob): Step[];
}

/** Which step of its plan a job is in, and where. */
interface Cursor {
  step: number;
  after: Place;
}

/** @returns how many deliveries one page queued; null when nothing was waiting */
export type BackgroundPage = () => Promise<number | null>;

export interface BuildParams {
  definitionHash: string;
}

export function createBackgroundPage({ settings, jobs, stepsOf }: BackgroundDeps): BackgroundPage {
  async function finish(job: ClaimedJob): Promise<void> {
    await jobs.finish(job);
    const key = LEDGER_KEY + job.subject;
    if (job.kind === 'build') await settings.set(key, (job.params as BuildParams).definitionHash);
    if (job.kind === 'retire') await settings.delete(key);
  }

  async function page(job: ClaimedJob): Promise<number> {
    const { step, after } = (job.cursor as Cursor | null) ?? { step: 0, after: null };
    const steps = stepsOf(job);
    if (step >= steps.length) {
      await finish(job);
      return 0;
    }
    return steps[step](job, after, (views, last, trx) => {
      const cursor: Cursor =
        last === null ? { step: step + 1, after: null } : { step, after: last };
      return jobs.advance(job, { cursor, done: views }, trx);
    });
  }

  return async () => {
    const job = await jobs.claim();
    if (!job) return null;
    try {
      return await page(job);
    } catch (error) {
      if (error instanceof LostJobError) return 0;
      await jobs.postpone(job, toError(error));
      // Somebody wrote one of these views meanwhile: nothing is wrong, the page is done again.
      if (error instanceof StaleLedgerError || isDuplicate(error)) return 0;
      throw error;
    }
  };
}
