/** The one page where all stages meet: who hands what to whom, what is started, and what is stopped in which order. */
import { randomUUID } from 'node:crypto';

import { type Core, type UID } from '@strapi/types';

import {
  type EnvironmentChoice,
  type Environment,
  type EnvironmentChosen,
} from '../../contracts/environment';
import { type ExportedDestination } from '../../contracts/destination-transfer';
import { type EventType } from '../../contracts/event-type';
import { type Health } from '../../contracts/health';
import { type ViewType } from '../../contracts/view-type';
import { createAlerts } from './alerts/alerts';
import { createSendEmail } from './alerts/email';
import { createTakeTurn } from './alerts/once-a-minute';
import { createPostAlert } from './alerts/post';
import { createChangeLog } from './capture/change-log';
import { createComponentSubscriber, createDocumentServiceScope } from './capture/components';
import { createSubscriber } from './capture/subscriber';
import { findPublicUrl } from './config/public-url';
import { type Config } from './config/schema';
import { createDatabase } from './database/database';
import { createSettings } from './database/settings';
import { createAttempt } from './delivery/attempt';
import { bodyOf, createDeliver, type Addressing } from './delivery/deliver';
import { isReservedHeader } from './delivery/headers';
import { createHttpClient } from './delivery/http-client';
import { createNetworkPolicy } from './delivery/network-policy';
import { createCipher, type EncryptionService } from './destinations/cipher';
import { createConfiguredDestinations } from './destinations/configured';
import {
  createDestinations,
  type Destinations,
  type MayRead,
  type Subscription,
} from './destinations/destinations';
import { createIdentities, type Identities } from './destinations/identities';
import { createInputChecks } from './destinations/input-checks';
import { VISIBLE_STATES } from './destinations/record';
import { createDestinationStore } from './destinations/store';
import { createSuspension, type Suspension } from './destinations/suspension';
import { createRecordEndings } from './destinations/suspension-record';
import { createTargets, type Target } from './destinations/targets';
import { createDispatcher } from './dispatch/dispatcher';
import { chooseEngine } from './dispatch/engines/choose';
import { refuseLoneWorker } from './dispatch/engines/lone-worker';
import { createLoop } from './dispatch/loop';
import { createPace } from './dispatch/pace';
import { createFollowUp } from './dispatch/follow-up';
import { logNews } from './dispatch/news-log';
import { createSettler } from './dispatch/settler';
import { within } from './dispatch/within';
import { createHistory, type History } from './history/deliveries';
import { createAnnounce } from './operations/announce';
import { createDeliveryOperations, type DeliveryOperations } from './operations/deliveries';
import { createEnvironmentLock } from './operations/environment';
import { createChooseEnvironment } from './operations/environment-choice';
import { createListEventTypes } from './operations/event-types';
import { eventWarnings } from './operations/event-warnings';
import { createForbidden } from './operations/forbidden';
import { createMeasureBacklogs } from './operations/backlogs';
import { createReadHealth } from './operations/health';
import { beating, createHeartbeat } from './operations/heartbeat';
import { createMetrics, type Metrics } from './operations/metrics';
import { createLeaveBehind } from './operations/leave-behind';
import { createPurgeTurn } from './operations/purge';
import { createReadRights, type ReadRightsOf } from './operations/read-rights';
import { createReencrypt, type Reencrypt } from './operations/reencrypt';
import { createRetentionTurn } from './operations/retention';
import { createSendTest } from './operations/test-message';
import { unreadableTypes } from './operations/unreadable-types';
import { viewTypesOf } from './operations/view-types';
import { createReadStatistics, type ReadStatistics } from './history/statistics';
import { exported } from './operations/export-destinations';
import {
  createImportDestinations,
  type ImportDestinations,
} from './operations/import-destinations';
import { createCountViews, type CountViews } from './operations/view-count';
import { createFindStatus, type FindStatus } from './history/status';
import { createWaitUntilDelivered, type WaitUntilDelivered } from './history/wait';
import { createBackgroundPage } from './planning/background';
import { createJobSteps } from './planning/job-steps';
import { createJobs } from './planning/jobs';
import { createLedgerSync } from './planning/ledger-sync';
import { startLedgerUpkeep } from './planning/ledger-upkeep';
import { createRedeployEntries, type RedeployEntries } from './planning/redeploy-entries';
import { createRedeploys, type Redeploys } from './planning/redeploys';
import { createFindStandings } from './planning/standings';
import { createViewPages } from './planning/view-pages';
import { createPlanningTurn } from './planning/planning';
import { createIsOverfull } from './queue/backlog';
import { createCancelOne, createCancelWaiting } from './queue/cancel';
import { createForgetDiverted } from './queue/diverted';
import { createFindDue } from './queue/due';
import { createForgetReceipts } from './queue/forget-receipts';
import { createHousekeepingTurn } from './queue/housekeeping';
import { createFindProbes } from './queue/probe';
import { createEnqueue } from './queue/enqueue';
import { createRetry } from './queue/retry';
import { createReceipts } from './queue/receipts';
import { createReturnFailures } from './queue/return-failures';
import { createSettle, type News } from './queue/settle';
import { systemClock } from './support/clock';
import { gidOf } from './views/identity';
import { createDeliveryApi, type DeliveryApi } from './views/delivery-api/delivery-api';
import { type QueryTransformer } from './views/entry-reader';
import { createLiveEntries } from './views/live-entries';
import { createLedger } from './views/ledger';
import { readModels } from './views/models';
import { createReferenceIndex } from './views/reference-index';
import { createRenderer } from './views/renderer';
import { createRouteIndex } from './views/route-index';
import { createSchemaRegistry } from './views/schemas';
import { createViewFinder } from './views/view-finder';
import { readContentModels, readViewSchemas } from './views/content-types';

export interface Pipeline {
  destinations: Destinations;
  redeploys: Redeploys;
  redeployEntries: RedeployEntries;
  readRightsOf: ReadRightsOf;
  findStatus: FindStatus;
  waitUntilDelivered: WaitUntilDelivered;
  history: History;
  deliveries: DeliveryOperations;
  /** Sends a test message at once. @returns the id of its delivery */
  sendTest(destinationId: string, event: string): Promise<string>;
  eventTypes(): Promise<EventType[]>;
  viewTypes(): ViewType[];
  countViews: CountViews;
  /** What an operator should know about a subscription to these events. */
  eventWarnings(events: readonly string[]): string[];
  identities: Identities;
  exportDestinations(): Promise<ExportedDestination[]>;
  importDestinations: ImportDestinations;
  environment: {
    read(): Promise<Environment>;
    /** @throws ConflictError when there is nothing to choose */
    choose(choice: EnvironmentChoice): Promise<EnvironmentChosen>;
  };
  health(): Promise<Health>;
  metrics: Metrics['read'];
  statistics: ReadStatistics;
  reencrypt: Reencrypt;
  suspension: Suspension;
  views: { deliveryApi: DeliveryApi; cacheControl: string };
  /** A request has come in: while people are served, the drain makes room for them. */
  requestArrived(): void;
  /** Sends what is due, from now on. */
  start(): void;
  /**
   * The same without planning and upkeep, which are left to the instances that serve requests.
   * @throws Error when the engine is not made for several processes
   */
  startWorker(): Promise<void>;
  stop(): Promise<void>;
}

/** Between looks for what a crash or a race left behind. */
const HOUSEKEEPING_MS = 30_000;

/** What a stopping Strapi gives alerts that are under way. */
const ALERTS_MS = 1_000;

const DAY_MS = 86_400_000;

/** A loop that was silent for longer than this hangs, or does not run. */
const MAX_SILENCE_MS = 60_000;

export interface PipelineOptions {
  config: Config;
  /** Of this plugin. */
  version: string;
  isProduction: boolean;
}

/** Must be called in Strapi's bootstrap: the loops take over the async context they are made in. */
export async function createPipeline(
  strapi: Core.Strapi,
  { config, version, isProduction }: PipelineOptions
): Promise<Pipeline> {
  const clock = systemClock;
  const logger = strapi.log;
  const pollMs = config.pollInterval * 1_000;

  const database = createDatabase(strapi.db);
  const settings = createSettings(database);

  const schemas = createSchemaRegistry(readViewSchemas(strapi, config.views));
  const models = readContentModels(strapi, schemas.all());
  const policy = createNetworkPolicy({
    allow: config.network.allow,
    proxy: config.network.proxy,
    allowLoopback: !isProduction,
    requireHttps: config.requireHttps ?? isProduction,
  });

  const publicUrl = findPublicUrl({
    publicUrl: config.publicUrl,
    serverUrl: strapi.config.get<string | undefined>('server.absoluteUrl'),
    isProduction,
  });
  const apiPath = `${strapi.config.get('api.rest.prefix', '/api')}${config.apiPrefix}`;
  const fixedEnvironmentId = config.environmentId ?? null;
  const environment = await createEnvironmentLock({
    settings,
    started: {
      name: config.environment ?? null,
      publicUrl: publicUrl.kind === 'usable' ? publicUrl.url : null,
      endpoint: `${apiPath}/environment`,
    },
    fixedEnvironmentId,
    makeId: randomUUID,
    logger,
  });
  const sourceId = config.sourceId ?? (await settings.ensure('sourceId', randomUUID));
  const ids = {
    // A copy gets another one while this runs.
    get environmentId() {
      return environment.environmentId();
    },
    sourceId,
  };
  const addressing: Addressing = {
    gid: (originId, type) => gidOf(ids, originId, type),
    url: (gid) =>
      `${publicUrl.kind === 'usable' ? publicUrl.url : ''}${apiPath}/delivery?id=${encodeURIComponent(gid)}`,
  };

  const contentModels = readModels(strapi);
  const renderer = createRenderer({
    db: strapi.db,
    transformer: strapi.get('query-params') as QueryTransformer,
    models: contentModels,
    schemas,
    gid: addressing.gid,
  });

  const cipher = createCipher({
    service: () => strapi.service('admin::encryption') as unknown as EncryptionService,
    currentKey: () => strapi.config.get<string>('admin.secrets.encryptionKey') ?? '',
    previousKeys: [config.previousEncryptionKey].flat(),
  });
  const store = createDestinationStore(database);
  const identities = createIdentities({ database, cipher, clock, names: config.identities });
  const targets = createTargets({
    store,
    cipher,
    clock,
    logger,
    async revision() {
      const revision = await settings.revision();
      await environment.follow(revision);
      return revision;
    },
    identityKeys: identities.keysOf,
  });
  const cancelWaiting = createCancelWaiting(database);
  const shared = {
    database,
    store,
    cipher,
    clock,
    checks: createInputChecks({
      refusalOf: (url) => policy.checkUrl(url)?.message ?? null,
      isReservedHeader: (name) => isReservedHeader(name, config.headerPrefix),
      ensureIdentity: identities.ensure,
      identityNames: identities.names,
    }),
    purgeAfterMs: config.purgeAfterDays * DAY_MS,
    cancelWaiting: async (id: string) => {
      await cancelWaiting(id);
    },
  };
  const configured = createConfiguredDestinations({
    ...shared,
    wanted: config.destinations,
    settings,
    logger,
  });
  await configured.check();
  const changing = {
    ...shared,
    unreadableTypes: (before: Subscription | null, after: Subscription, mayRead: MayRead) =>
      unreadableTypes(schemas.all(), before, after, mayRead),
    onChanged() {
      dispatcher.wake();
      purge.wake();
    },
  };
  const destinations = createDestinations({
    ...changing,
    raiseRevision: settings.raiseRevision,
  });

  const client = createHttpClient({ policy });
  const recordEndings = createRecordEndings({ database, raiseRevision: settings.raiseRevision });
  const returnFailures = createReturnFailures(database);
  const settle = createSettle(database, recordEndings);
  const alerts = createAlerts({
    active: async () => {
      const active = await targets.active();
      return environment.problem() === null ? active : [];
    },
    targetOf: targets.of,
    takeTurn: createTakeTurn(database, clock),
    post: createPostAlert({ client, clock, version }),
    email: createSendEmail(strapi),
    clock,
    logger,
  });
  const announce = createAnnounce({
    emit: (event, payload) => strapi.eventHub.emit(event, payload),
    logger,
  });
  const tell = (news: News): void => {
    logNews(logger, targets.aliasOf, news);
    alerts.raise(news);
    announce(news);
  };
  const tellOfFailed = (failed: News['failed']): void => tell({ changes: [], failed });
  const followUp = createFollowUp({
    wake: () => dispatcher.wake(),
    returnFailures,
    tell,
    logger,
  });
  const suspension = createSuspension({
    database,
    raiseRevision: settings.raiseRevision,
    onChanged: () => dispatcher.wake(),
  });
  const findDue = createFindDue(database);
  const dispatcherBeat = createHeartbeat(clock, MAX_SILENCE_MS + 2 * pollMs);
  const plannerBeat = createHeartbeat(clock, MAX_SILENCE_MS + 2 * pollMs);
  const metrics = createMetrics({
    active: targets.active,
    aliasOf: targets.aliasOf,
    measureBacklogs: createMeasureBacklogs(database, findDue),
    dispatcher: dispatcherBeat,
    planner: plannerBeat,
  });
  const pace = createPace({ elapsed: () => clock.elapsed(), nextTurn: setImmediate });
  const settler = createSettler({
    settle: metrics.counting(settle),
    batchSize: () => pace.batchOf(database.capabilities.settlementSize),
    logger,
    elapsed: () => clock.elapsed(),
    onSettled: (settled) => followUp(settled),
  });
  const readRightsOf = createReadRights(strapi, clock.now);
  const forbidden = createForbidden({ schemas, readRightsOf, clock });
  const deliver = createDeliver({
    isForbidden: forbidden.isForbidden,
    attempt: createAttempt({
      client,
      clock,
      version,
      headerPrefix: config.headerPrefix,
      keepResponseBytes: {
        failure: config.history.failureBodyBytes,
        success: config.history.successBodyBytes,
      },
    }),
    addressing,
    clock,
    logger,
    random: Math.random,
  });
  const engine = chooseEngine<Target>(config.engine, {
    database,
    appDir: strapi.dirs.app.root,
    onFailed: tellOfFailed,
    clock,
    logger,
  });
  // Until the table is as the configuration says, and the environment is known, nothing is sent.
  let isPrepared = false;
  async function prepareToSend(): Promise<void> {
    await configured.apply();
    await environment.begin();
    isPrepared = true;
    dispatcher.wake();
  }
  const dispatcher = createDispatcher({
    targets: beating(dispatcherBeat, async () => {
      const sendable = await targets.sendable();
      const maySend = publicUrl.kind === 'usable' && environment.problem() === null;
      return isPrepared && maySend ? sendable : [];
    }),
    findDue,
    findProbes: createFindProbes(database, findDue),
    claim: engine.claim,
    deliver,
    makeEngine: engine.makeEngine,
    settler,
    pace,
    clock,
    logger,
    pollMs,
  });

  const housekeeping = createLoop({
    name: 'housekeeping',
    logger,
    pollMs: HOUSEKEEPING_MS,
    turn: createHousekeepingTurn({
      database,
      cancelWaiting,
      returnFailures,
      onMoved: () => dispatcher.wake(),
    }),
  });

  const purge = createLoop({
    name: 'purge of deleted destinations',
    logger,
    pollMs: HOUSEKEEPING_MS,
    turn: createPurgeTurn({ database, clock }),
  });

  const retention = createLoop({
    name: 'retention of the history',
    logger,
    pollMs: HOUSEKEEPING_MS,
    turn: createRetentionTurn({
      database,
      clock,
      keepMs: config.history.retentionDays * DAY_MS,
      maxRows: config.history.maxRows,
    }),
  });

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
    onQueued: () => dispatcher.wake(),
  });
  const planning = createLoop({
    name: 'planner',
    logger,
    pollMs,
    turn: beating(plannerBeat, plan),
  });

  const capture = { db: strapi.db, changeLog, logger, wake: planning.wake };
  const scope = createDocumentServiceScope();
  strapi.documents.use((_context, next) => scope.run(next));
  strapi.db.lifecycles.subscribe(createSubscriber({ ...capture, models }));
  strapi.db.lifecycles.subscribe(
    createComponentSubscriber({ ...capture, scope, uids: Object.keys(strapi.components) })
  );

  const sendingProblem = publicUrl.kind === 'unusable' ? publicUrl.problem : null;
  if (sendingProblem !== null) logger.error(sendingProblem);

  const defaultLocale = async (): Promise<string> =>
    (await strapi.plugin('i18n')?.service('locales').getDefaultLocale()) ?? 'en';
  const sendTest = createSendTest({
    database,
    schemas,
    models: contentModels,
    targetOf: targets.of,
    deliver,
    settle,
    async problem() {
      await environment.follow();
      return sendingProblem ?? environment.problem();
    },
    defaultLocale,
  });

  const findStatus = createFindStatus({
    database,
    gidOf: addressing.gid,
    urlOf: addressing.url,
    destinations: () => store.list(['Active', 'Inactive']),
  });

  return {
    destinations,
    views: {
      deliveryApi: createDeliveryApi({
        renderer,
        schemas,
        models: contentModels,
        finder: createViewFinder({ database, ledger }),
        ids,
        depth: config.references.depth,
        clock,
      }),
      cacheControl: config.deliveryApi.cacheControl,
    },
    readRightsOf,
    redeploys: createRedeploys({ schemas, jobs, pages, standings, wake: planning.wake }),
    redeployEntries: createRedeployEntries({
      ...stage,
      destinations: targets.active,
      onQueued: () => dispatcher.wake(),
    }),
    findStatus,
    waitUntilDelivered: createWaitUntilDelivered(findStatus, clock),
    history: createHistory({
      database,
      gidOf: addressing.gid,
      async bodyOf(delivery, destinationId) {
        const destination = await store.find(destinationId);
        return bodyOf(delivery, addressing, destination?.payloadState ?? false);
      },
    }),
    deliveries: createDeliveryOperations({
      retry: createRetry(database),
      cancelWaiting,
      cancelOne: createCancelOne(database),
      forgetDiverted: createForgetDiverted(database),
      onQueued: () => dispatcher.wake(),
    }),
    sendTest: async (id, event) => sendTest(await destinations.record(id), event),
    eventWarnings: (events) =>
      eventWarnings(
        events,
        schemas.all().map(({ type }) => type)
      ),
    eventTypes: createListEventTypes({
      schemas,
      models: contentModels,
      ...addressing,
      defaultLocale,
    }),
    viewTypes: () =>
      viewTypesOf(schemas.all(), (uid) => strapi.contentType(uid as UID.ContentType).kind),
    countViews: createCountViews({ database, schemas: schemas.all }),
    identities,
    exportDestinations: async () => (await store.list(VISIBLE_STATES)).map(exported),
    importDestinations: createImportDestinations({ ...changing, settings }),
    environment: {
      read: environment.read,
      choose: createChooseEnvironment({
        database,
        settings,
        store,
        lock: environment,
        fixedEnvironmentId,
        makeId: randomUUID,
        leaveBehind: createLeaveBehind({
          database,
          cancelWaiting,
          forgetReceipts: createForgetReceipts(database),
        }),
        clock,
        onChanged: () => dispatcher.wake(),
      }),
    },
    reencrypt: createReencrypt(database, cipher),
    suspension,
    metrics: metrics.read,
    health: createReadHealth({
      database,
      dispatcher: dispatcherBeat,
      planner: plannerBeat,
      engineProblem: engine.problem,
      findDue,
      sendableIds: async () =>
        (await targets.sendable()).filter(({ isSuspended }) => !isSuspended).map(({ id }) => id),
      unreadable: targets.unreadable,
      forbidden: async () => forbidden.among(await targets.active()),
      settingProblems: () =>
        [sendingProblem, environment.problem(), cipher.problem()].filter((text) => text !== null),
      doubts: () => [environment.warning()].filter((text) => text !== null),
    }),
    statistics: createReadStatistics({
      database,
      findDue,
      clock,
      destinationIds: async () =>
        (await store.list(['Active', 'Inactive'])).map((destination) => destination.id),
    }),
    requestArrived: pace.arrived,
    start() {
      planning.start();
      housekeeping.start();
      purge.start();
      retention.start();
      dispatcher.start();
    },
    async startWorker() {
      refuseLoneWorker(config.engine.type, strapi.db.dialect.client);
      await prepareToSend();
      dispatcher.start();
    },
    async stop() {
      await planning.stop();
      await housekeeping.stop();
      await purge.stop();
      await retention.stop();
      await dispatcher.stop(config.shutdownTimeout * 1_000);
      await within(ALERTS_MS, alerts.whenIdle());
      await client.close();
    },
  };
}
