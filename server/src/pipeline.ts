/** The one page where all stages meet: who hands what to whom, what is started, and what is stopped in which order. */
import { randomUUID } from 'node:crypto';

import { type Core } from '@strapi/types';

import { type EventType } from '../../contracts/event-type';
import { type Health } from '../../contracts/health';
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
import { createDestinations, type Destinations } from './destinations/destinations';
import { createIdentities, type Identities } from './destinations/identities';
import { createInputChecks } from './destinations/input-checks';
import { createDestinationStore } from './destinations/store';
import { createSuspension, type Suspension } from './destinations/suspension';
import { createRecordEndings } from './destinations/suspension-record';
import { createTargets } from './destinations/targets';
import { createDispatcher } from './dispatch/dispatcher';
import { createLoop } from './dispatch/loop';
import { createFollowUp } from './dispatch/follow-up';
import { createSettler } from './dispatch/settler';
import { within } from './dispatch/within';
import { createHistory, type History } from './history/deliveries';
import { createAnnounce } from './operations/announce';
import { createDeliveryOperations, type DeliveryOperations } from './operations/deliveries';
import { createListEventTypes } from './operations/event-types';
import { eventWarnings } from './operations/event-warnings';
import { createForbidden } from './operations/forbidden';
import { createReadHealth } from './operations/health';
import { beating, createHeartbeat } from './operations/heartbeat';
import { createPurgeTurn } from './operations/purge';
import { createReadRights, type ReadRightsOf } from './operations/read-rights';
import { createSendTest } from './operations/test-message';
import { unreadableTypes } from './operations/unreadable-types';
import { createFindStatus, type FindStatus } from './history/status';
import { createWaitUntilDelivered, type WaitUntilDelivered } from './history/wait';
import { createBackgroundPage } from './planning/background';
import { createJobSteps } from './planning/job-steps';
import { createJobs } from './planning/jobs';
import { createLedgerSync } from './planning/ledger-sync';
import { startLedgerUpkeep } from './planning/ledger-upkeep';
import { createRedeploys, type Redeploys } from './planning/redeploys';
import { createFindStandings } from './planning/standings';
import { createViewPages } from './planning/view-pages';
import { createPlanningTurn } from './planning/planning';
import { createIsOverfull } from './queue/backlog';
import { createCancelOne, createCancelWaiting } from './queue/cancel';
import { createClaim } from './queue/claim';
import { createForgetDiverted } from './queue/diverted';
import { createFindDue } from './queue/due';
import { createHousekeepingTurn } from './queue/housekeeping';
import { createFindProbes } from './queue/probe';
import { createEnqueue } from './queue/enqueue';
import { createRetry } from './queue/retry';
import { createReceipts } from './queue/receipts';
import { createReturnFailures } from './queue/return-failures';
import { createSettle } from './queue/settle';
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
  readRightsOf: ReadRightsOf;
  findStatus: FindStatus;
  waitUntilDelivered: WaitUntilDelivered;
  history: History;
  deliveries: DeliveryOperations;
  /** Sends a test message at once. @returns the id of its delivery */
  sendTest(destinationId: string, event: string): Promise<string>;
  eventTypes(): Promise<EventType[]>;
  /** What an operator should know about a subscription to these events. */
  eventWarnings(events: readonly string[]): string[];
  identities: Identities;
  health(): Promise<Health>;
  suspension: Suspension;
  views: { deliveryApi: DeliveryApi; cacheControl: string };
  /** Sends what is due, from now on. */
  start(): void;
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
  const ids = {
    environmentId: config.environmentId ?? (await settings.ensure('environmentId', randomUUID)),
    sourceId: config.sourceId ?? (await settings.ensure('sourceId', randomUUID)),
  };

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

  const cipher = createCipher(
    () => strapi.service('admin::encryption') as unknown as EncryptionService,
    () => Boolean(strapi.config.get('admin.secrets.encryptionKey'))
  );
  const store = createDestinationStore(database);
  const identities = createIdentities({ database, cipher, clock, names: config.identities });
  const targets = createTargets({
    store,
    cipher,
    clock,
    logger,
    revision: settings.revision,
    identityKeys: identities.keysOf,
  });
  const cancelWaiting = createCancelWaiting(database);
  const destinations = createDestinations({
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
    cancelWaiting: async (id) => {
      await cancelWaiting(id);
    },
    raiseRevision: settings.raiseRevision,
    unreadableTypes: (before, after, mayRead) =>
      unreadableTypes(schemas.all(), before, after, mayRead),
    purgeAfterMs: config.purgeAfterDays * DAY_MS,
    onChanged() {
      dispatcher.wake();
      purge.wake();
    },
  });

  const client = createHttpClient({ policy });
  const recordEndings = createRecordEndings({ database, raiseRevision: settings.raiseRevision });
  const returnFailures = createReturnFailures(database);
  const settle = createSettle(database, recordEndings);
  const alerts = createAlerts({
    active: targets.active,
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
  const followUp = createFollowUp({
    wake: () => dispatcher.wake(),
    returnFailures,
    alert(settled) {
      alerts.raise(settled);
      announce(settled);
    },
    logger,
  });
  const suspension = createSuspension({
    database,
    raiseRevision: settings.raiseRevision,
    onChanged: () => dispatcher.wake(),
  });
  const settler = createSettler({
    settle,
    batchSize: database.capabilities.batchSize,
    logger,
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
  const findDue = createFindDue(database);
  const dispatcherBeat = createHeartbeat(clock, MAX_SILENCE_MS + 2 * pollMs);
  const dispatcher = createDispatcher({
    targets: beating(dispatcherBeat, async () =>
      publicUrl.kind === 'usable' ? targets.sendable() : []
    ),
    findDue,
    findProbes: createFindProbes(database, findDue),
    claim: createClaim(database),
    deliver,
    settler,
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

  const changeLog = createChangeLog(database);
  const references = createReferenceIndex(database);
  const ledger = createLedger({ database, references, routes: createRouteIndex(database) });
  const plannerBeat = createHeartbeat(clock, MAX_SILENCE_MS + 2 * pollMs);
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
    prepare: () => startLedgerUpkeep({ settings, schemas, jobs, pages }),
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
    problem: sendingProblem,
    defaultLocale,
  });

  const findStatus = createFindStatus({
    database,
    gidOf: addressing.gid,
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
    identities,
    suspension,
    health: createReadHealth({
      database,
      dispatcher: dispatcherBeat,
      planner: plannerBeat,
      findDue,
      sendableIds: async () =>
        (await targets.sendable()).filter(({ isSuspended }) => !isSuspended).map(({ id }) => id),
      unreadable: targets.unreadable,
      forbidden: async () => forbidden.among(await targets.active()),
      settingProblems: () => [sendingProblem, cipher.problem()].filter((text) => text !== null),
    }),
    start() {
      planning.start();
      housekeeping.start();
      purge.start();
      dispatcher.start();
    },
    async stop() {
      await planning.stop();
      await housekeeping.stop();
      await purge.stop();
      await dispatcher.stop(config.shutdownTimeout * 1_000);
      await within(ALERTS_MS, alerts.whenIdle());
      await client.close();
    },
  };
}
