/** Redeploy and reconcile, as clients start and watch them. */
import {
  type JobProgress,
  type ReconcileCounts,
  type RedeployInput,
  type RepairInput,
} from '../../../contracts/job';
import { type DestinationRecord } from '../destinations/record';
import { immediate } from '../support/immediate';
import { type SchemaRegistry } from '../views/schemas';
import { type Job, type Jobs } from './jobs';
import { type FindStandings } from './standings';
import { type ViewPages } from './view-pages';

const MOST_LISTED = 10;

export interface Redeploys {
  /** Queues what is live and subscribed, in the background. */
  redeploy(destinationId: string, input: RedeployInput): Promise<JobProgress>;
  /**
   * Compares the content with the ledger, then queues what the destination misses or has in an old version; if wanted,
   * also the Remove of what it has and no longer subscribes to.
   */
  repair(destinationId: string, input: RepairInput): Promise<JobProgress>;
  /** The latest redeploys and repairs of this destination, the newest first. */
  list(destinationId: string): Promise<JobProgress[]>;
  /** A redeploy or repair of this destination; null when there is none with this id. */
  progress(destinationId: string, jobId: string): Promise<JobProgress | null>;
  /** Null when there is none with this id; false when it does not run. */
  pause(destinationId: string, jobId: string): Promise<boolean | null>;
  /** Null when there is none with this id; false when it is not paused. */
  resume(destinationId: string, jobId: string): Promise<boolean | null>;
  /** Null when there is none with this id; false when it had ended already. */
  cancel(destinationId: string, jobId: string): Promise<boolean | null>;
  /** Reads the whole ledger, a page at a time. */
  compare(destination: DestinationRecord): Promise<ReconcileCounts>;
}

export interface RedeploysDeps {
  schemas: SchemaRegistry;
  jobs: Jobs;
  pages: ViewPages;
  standings: FindStandings;
  /** There is something to do. */
  wake(): void;
}

export function createRedeploys(deps: RedeploysDeps): Redeploys {
  const { schemas, jobs, pages, standings } = deps;

  async function countViews(types: readonly string[]): Promise<number> {
    const counts = await Promise.all(types.map((type) => pages.countOfType(type)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  async function startedFor(subject: string, id?: string): Promise<Job[]> {
    const where = id === undefined ? { subject } : { id, subject };
    const redeploys = await jobs.find({ ...where, kind: 'redeploy' });
    const repairs = await jobs.find({ ...where, kind: 'reconcile' });
    return [...redeploys, ...repairs].sort((a, b) => b.createdAt - a.createdAt);
  }

  async function find(destinationId: string, id: string): Promise<Job | null> {
    return (await startedFor(destinationId, id))[0] ?? null;
  }

  const allTypes = (): string[] => schemas.all().map(({ type }) => type);

  return {
    async redeploy(subject, input) {
      const types = allTypes().filter((type) => input.types?.includes(type) ?? true);
      const total = await countViews(types);
      const job = await jobs.create({ kind: 'redeploy', subject, params: input, total });
      deps.wake();
      return toProgress(job);
    },

    async repair(subject, input) {
      const contents = await Promise.all(
        schemas.all().flatMap(({ triggers }) => triggers.map((uid) => pages.countOfContent(uid)))
      );
      // Every view is looked at against the content, against what the destination lacks, and what it should not have.
      const looks = input.removeUnsubscribed ? 3 : 2;
      const total = looks * (await countViews(allTypes())) + contents.reduce((a, b) => a + b, 0);
      const job = await jobs.create({ kind: 'reconcile', subject, params: input, total });
      deps.wake();
      return toProgress(job);
    },

    async list(destinationId) {
      const started = await startedFor(destinationId);
      return started.slice(0, MOST_LISTED).map(toProgress);
    },

    async progress(destinationId, jobId) {
      const job = await find(destinationId, jobId);
      return job && toProgress(job);
    },

    async pause(destinationId, jobId) {
      const job = await find(destinationId, jobId);
      return job && jobs.pause(job.id);
    },

    async resume(destinationId, jobId) {
      const job = await find(destinationId, jobId);
      if (!job) return null;
      const isResumed = await jobs.resume(job.id);
      deps.wake();
      return isResumed;
    },

    async cancel(destinationId, jobId) {
      const job = await find(destinationId, jobId);
      return job && jobs.cancel(job.id);
    },

    async compare(destination) {
      const counts: ReconcileCounts = {
        inSync: 0,
        pending: 0,
        failed: 0,
        missing: 0,
        stale: 0,
        unsubscribed: 0,
      };
      for (const schema of schemas.all()) {
        for (let after = ''; ; ) {
          const views = await pages.ofType(schema.type, after);
          if (views.length === 0) break;
          for (const { standing } of await standings(destination, schema, views)) {
            if (standing) counts[standing] += 1;
          }
          after = views[views.length - 1].originId;
          // Others use the same connection and the same thread.
          await immediate();
        }
      }
      return counts;
    },
  };
}

function toProgress({ id, kind, createdAt, total, done, status, error }: Job): JobProgress {
  return {
    id,
    kind: kind === 'redeploy' ? kind : 'reconcile',
    createdAt: new Date(createdAt).toISOString(),
    total,
    done,
    status,
    error,
  };
}
