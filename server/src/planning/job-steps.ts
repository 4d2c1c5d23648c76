/** What each kind of long work consists of: steps, each walking through the content or the ledger page by page. */
import { type Knex } from 'knex';

import { type RedeployInput, type RepairInput } from '../../../contracts/job';
import { type Database } from '../database/database';
import { type DestinationRecord } from '../destinations/record';
import { unreachable } from '../support/never';
import { type Ledger, type LedgerRow } from '../views/ledger';
import { type SchemaRegistry, type ViewSchema } from '../views/schemas';
import { type ClaimedJob } from './jobs';
import { type LedgerSync } from './ledger-sync';
import { deliveriesOf, deliveryTo, type Enqueue } from './planned-delivery';
import { type FindStandings } from './standings';
import { type ViewPages } from './view-pages';

export interface JobStepsDeps {
  database: Database;
  schemas: SchemaRegistry;
  ledger: Ledger;
  pages: ViewPages;
  sync: LedgerSync;
  standings: FindStandings;
  /** Destinations that are Active, suspended or not. */
  destinations(): Promise<readonly DestinationRecord[]>;
  enqueue: Enqueue;
}

/** What came last on a page: a row id of the content or an origin id of the ledger; null before the first page. */
export type Place = string | number | null;

/** Keeps the place, in the transaction that writes the page; a place of null says that the step is complete. */
export type Advance = (views: number, last: Place, trx: Knex.Transaction) => Promise<void>;

/** Does one page. @returns how many deliveries it queued */
export type Step = (job: ClaimedJob, after: Place, advance: Advance) => Promise<number>;

export function createJobSteps(deps: JobStepsDeps): (job: ClaimedJob) => Step[] {
  const { database, schemas, ledger, pages, sync } = deps;

  /** Sends views of a page to the destination, in the version that they have by then. */
  async function sendAndAdvance(
    page: { schema: ViewSchema; viewIds: readonly number[]; subject: readonly DestinationRecord[] },
    advance: (trx: Knex.Transaction) => Promise<void>
  ): Promise<number> {
    return database.transaction(async (trx) => {
      const views = await ledger.lock(page.viewIds, trx);
      const planned = views.flatMap((view) => {
        const action = view.live ? 'Deploy' : 'Remove';
        const decided = { view, schema: page.schema, action, bulk: true, force: true } as const;
        return deliveriesOf(decided, page.subject);
      });
      await deps.enqueue(planned, trx);
      await advance(trx);
      return planned.length;
    });
  }

  /** The destination that the job is about; none when it was deactivated or deleted meanwhile. */
  async function subjectOf(job: ClaimedJob): Promise<DestinationRecord[]> {
    return (await deps.destinations()).filter(({ id }) => id === job.subject);
  }

  const contentStep =
    (schema: ViewSchema, uid: string): Step =>
    async (_job, after, advance) => {
      const rows = await pages.ofContent(uid, Number(after ?? 0));
      const last = rows.length === 0 ? null : rows[rows.length - 1].rowId;
      await sync.fromContent(
        schema,
        rows.map(({ entry }) => entry),
        (trx) => advance(rows.length, last, trx)
      );
      return 0;
    };

  const ledgerStep =
    (type: string): Step =>
    async (_job, after, advance) => {
      const views = await pages.ofType(type, String(after ?? ''));
      await sync.dropGone(views);
      await database.transaction((trx) => advance(views.length, lastOf(views), trx));
      return 0;
    };

  /** Views of a schema that is gone: everybody who has them is told to remove them. */
  const retireStep: Step = async (job, after, advance) => {
    const views = await pages.ofType(job.subject, String(after ?? ''));
    const destinations = await deps.destinations();
    const schema = { type: job.subject, destinations: [] };

    return database.transaction(async (trx) => {
      const updates = views
        .filter(({ live }) => live)
        .map((view) => ({ identity: view, before: view, content: null }));
      const removed = [...(await ledger.write(updates, trx)).values()];
      const planned = removed.flatMap((view) =>
        deliveriesOf({ view, schema, action: 'Remove', bulk: true }, destinations)
      );
      await deps.enqueue(planned, trx);
      await advance(views.length, lastOf(views), trx);
      return planned.length;
    });
  };

  const redeployStep =
    (schema: ViewSchema): Step =>
    async (job, after, advance) => {
      const views = await pages.ofType(schema.type, String(after ?? ''));
      const wanted = views.filter((view) => view.live && isWanted(job, view));
      const page = {
        schema,
        subject: await subjectOf(job),
        viewIds: wanted.map(({ id }) => id),
      };
      return sendAndAdvance(page, (trx) => advance(views.length, lastOf(views), trx));
    };

  const repairStep =
    (schema: ViewSchema): Step =>
    async (job, after, advance) => {
      const views = await pages.ofType(schema.type, String(after ?? ''));
      const subject = await subjectOf(job);
      const viewIds: number[] = [];
      for (const destination of subject) {
        for (const { view, standing } of await deps.standings(destination, schema, views)) {
          if (standing === 'missing' || standing === 'stale' || standing === 'failed') {
            viewIds.push(view.id);
          }
        }
      }
      const page = { schema, subject, viewIds };
      return sendAndAdvance(page, (trx) => advance(views.length, lastOf(views), trx));
    };

  /** Tells the destination to remove what it has and no longer subscribes to. */
  const unsubscribedStep =
    (schema: ViewSchema): Step =>
    async (job, after, advance) => {
      const views = await pages.ofType(schema.type, String(after ?? ''));
      const [destination] = await subjectOf(job);
      const standings = destination ? await deps.standings(destination, schema, views) : [];
      const viewIds = standings.flatMap(({ view, standing }) =>
        standing === 'unsubscribed' ? [view.id] : []
      );

      return database.transaction(async (trx) => {
        const removed = await ledger.takeVersion(viewIds, trx);
        const planned = removed.map((view) =>
          deliveryTo(destination, { view, action: 'Remove', bulk: true })
        );
        await deps.enqueue(planned, trx);
        await advance(views.length, lastOf(views), trx);
        return planned.length;
      });
    };

  return (job) => {
    const all = schemas.all();
    switch (job.kind) {
      case 'build':
        return all
          .filter(({ type }) => type === job.subject)
          .flatMap((schema) => schema.triggers.map((uid) => contentStep(schema, uid)));
      case 'retire':
        return [retireStep];
      case 'redeploy':
        return all.filter(({ type }) => isWantedType(job, type)).map(redeployStep);
      case 'reconcile':
        return [
          ...all.flatMap((schema) => schema.triggers.map((uid) => contentStep(schema, uid))),
          ...all.map(({ type }) => ledgerStep(type)),
          ...all.map(repairStep),
          ...(removesUnsubscribed(job) ? all.map(unsubscribedStep) : []),
        ];
      default:
        return unreachable(job.kind);
    }
  };
}

function lastOf(views: readonly LedgerRow[]): Place {
  return views.length === 0 ? null : views[views.length - 1].originId;
}

function removesUnsubscribed({ params }: ClaimedJob): boolean {
  return (params as RepairInput).removeUnsubscribed;
}

function isWantedType({ params }: ClaimedJob, type: string): boolean {
  const { types } = params as RedeployInput;
  return types?.includes(type) ?? true;
}

/** Content without locales is always wanted. */
function isWanted({ params }: ClaimedJob, { locale }: LedgerRow): boolean {
  const { locales } = params as RedeployInput;
  return locale === '' || (locales?.includes(locale) ?? true);
}
