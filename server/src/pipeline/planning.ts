/** Records what editors change, and plans from it what is to be sent. */
import { createChangeLog } from '../capture/change-log';
import { createComponentSubscriber, createDocumentServiceScope } from '../capture/components';
import { createSubscriber } from '../capture/subscriber';
import { createLoop } from '../dispatch/loop';
import { beating } from '../operations/heartbeat';
import { createBackgroundPage } from '../planning/background';
import { createJobSteps } from '../planning/job-steps';
import { createJobs } from '../planning/jobs';
import { createLedgerSync } from '../planning/ledger-sync';
import { startLedgerUpkeep } from '../planning/ledger-upkeep';
import { createPlanningTurn } from '../planning/planning';
import { createRedeployEntries } from '../planning/redeploy-entries';
import { createRedeploys } from '../planning/redeploys';
import { createFindStandings } from '../planning/standings';
import { createViewPages } from '../planning/view-pages';
import { createIsOverfull } from '../queue/backlog';
import { createEnqueue } from '../queue/enqueue';
import { createReceipts } from '../queue/receipts';
import { immediate } from '../support/immediate';
import { createLedger } from '../views/ledger';
import { createLiveEntries } from '../views/live-entries';
import { createReferenceIndex } from '../views/reference-index';
import { createRouteIndex } from '../views/route-index';
import { type Foundation } from './foundation';
import { type Sending } from './sending';

export type Planning = ReturnType<typeof createPlanning>;

export function createPlanning(
  foundation: Foundation,
  {
    dispatcher,
    prepareToSend,
    tellOfFailed,
  }: Pick<Sending, 'dispatcher' | 'prepareToSend' | 'tellOfFailed'>
) {
  const { strapi, config, clock, logger, pollMs, database, settings } = foundation;
  const { schemas, models, renderer, targets, plannerBeat } = foundation;
  const changeLog = createChangeLog(database);
  const references = createReferenceIndex(database);
  const ledger = createLedger({ database, references, routes: createRouteIndex(database) });
  const enqueue = createEnqueue({
    database,
    receipts: createReceipts(database),
    isOverfull: createIsOverfull({ database, clock, logger }),
  });
  const jobs = createJobs(database);
  const pages = createViewPages(database, strapi.db, models);
  const standings = createFindStandings(database);
  const stage = { database, schemas, ledger, references, renderer, changeLog, logger, enqueue };
  const plan = createPlanningTurn({
    ...stage,
    depth: config.references.depth,
    destinations: targets.active,
    destinationsIn: targets.activeIn,
    async prepare() {
      await prepareToSend();
      await startLedgerUpkeep({ settings, schemas, jobs, pages });
    },
    background: createBackgroundPage({
      settings,
      jobs,
      stepsOf: createJobSteps({
        ...stage,
        pages,
        standings,
        sync: createLedgerSync({
          ...stage,
          liveEntries: createLiveEntries(strapi.db, models),
        }),
        destinations: targets.active,
      }),
    }),
    onFailed: tellOfFailed,
    claimNew: dispatcher.claimNew,
    onQueued: () => dispatcher.wake(),
  });
  const loop = createLoop({
    name: 'planner',
    logger,
    pollMs,
    turn: beating(plannerBeat, async (isWoken: () => boolean) => {
      // Whoever has just committed goes on first: on SQLite all that is left of their request is ready to run now.
      await immediate();
      return plan(isWoken);
    }),
  });

  const capture = { db: strapi.db, changeLog, logger, wake: loop.wake };
  const scope = createDocumentServiceScope();
  strapi.documents.use((_context, next) => scope.run(next));
  strapi.db.lifecycles.subscribe(createSubscriber({ ...capture, models }));
  strapi.db.lifecycles.subscribe(
    createComponentSubscriber({ ...capture, scope, uids: Object.keys(strapi.components) })
  );

  return {
    ...{ loop, ledger },
    redeploys: createRedeploys({ schemas, jobs, pages, standings, wake: loop.wake }),
    redeployEntries: createRedeployEntries({
      ...stage,
      destinations: targets.active,
      onQueued: () => dispatcher.wake(),
    }),
  };
}
