/** Where all stages meet: who hands what to whom, what is started, and what is stopped in which order. */
import { randomUUID } from 'node:crypto';

import { type Core, type UID } from '@strapi/types';

import { type ExportedDestination } from '../../../contracts/destination-transfer';
import {
  type EnvironmentChoice,
  type Environment,
  type EnvironmentChosen,
} from '../../../contracts/environment';
import { type EventType } from '../../../contracts/event-type';
import { type Health } from '../../../contracts/health';
import { type ViewType } from '../../../contracts/view-type';
import { bodyOf } from '../delivery/body';
import { type Destinations } from '../destinations/destinations';
import { type Identities } from '../destinations/identities';
import { VISIBLE_STATES } from '../destinations/record';
import { type Suspension } from '../destinations/suspension';
import { refuseLoneWorker } from '../dispatch/engines/lone-worker';
import { within } from '../dispatch/within';
import { createHistory, type History } from '../history/deliveries';
import { createReadStatistics, type ReadStatistics } from '../history/statistics';
import { createFindStatus, type FindStatus } from '../history/status';
import { createWaitUntilDelivered, type WaitUntilDelivered } from '../history/wait';
import { createDeliveryOperations, type DeliveryOperations } from '../operations/deliveries';
import { createChooseEnvironment } from '../operations/environment-choice';
import { createListEventTypes } from '../operations/event-types';
import { eventWarnings } from '../operations/event-warnings';
import { exported } from '../operations/export-destinations';
import { createReadHealth } from '../operations/health';
import { type ImportDestinations } from '../operations/import-destinations';
import { createLeaveBehind } from '../operations/leave-behind';
import { type Metrics } from '../operations/metrics';
import { type ReadRightsOf } from '../operations/read-rights';
import { createReencrypt, type Reencrypt } from '../operations/reencrypt';
import { createSendTest } from '../operations/test-message';
import { createCountViews, type CountViews } from '../operations/view-count';
import { viewTypesOf } from '../operations/view-types';
import { type RedeployEntries } from '../planning/redeploy-entries';
import { type Redeploys } from '../planning/redeploys';
import { createCancelOne } from '../queue/cancel';
import { createForgetDiverted } from '../queue/diverted';
import { createForgetReceipts } from '../queue/forget-receipts';
import { createRetry } from '../queue/retry';
import { createDeliveryApi, type DeliveryApi } from '../views/delivery-api/delivery-api';
import { createViewFinder } from '../views/view-finder';
import { createDestinationStage } from './destinations';
import { createFoundation, type PipelineOptions } from './foundation';
import { createPlanning } from './planning';
import { createSending } from './sending';
import { createUpkeep } from './upkeep';

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

/** What a stopping Strapi gives alerts that are under way. */
const ALERTS_MS = 1_000;

/** Must be called in Strapi's bootstrap: the loops take over the async context they are made in. */
export async function createPipeline(
  strapi: Core.Strapi,
  options: PipelineOptions
): Promise<Pipeline> {
  const foundation = await createFoundation(strapi, options);
  const stage = await createDestinationStage(foundation, () => {
    sending.dispatcher.wake();
    upkeep.purge.wake();
  });
  const sending = createSending(foundation, stage);
  const upkeep = createUpkeep(foundation, { ...stage, ...sending });
  const planning = createPlanning(foundation, sending);

  const { config, clock, logger, database, settings, schemas, contentModels } = foundation;
  const { renderer, ids, addressing, environment, sendingProblem, cipher, store } = foundation;
  const { identities, targets, readRightsOf, forbidden, fixedEnvironmentId } = foundation;
  const { destinations, cancelWaiting, suspension } = stage;
  const { dispatcher, deliver, settle, engine, findDue, metrics, pace, alerts, client } = sending;
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
        finder: createViewFinder({ database, ledger: planning.ledger }),
        ids,
        depth: config.references.depth,
        clock,
      }),
      cacheControl: config.deliveryApi.cacheControl,
    },
    readRightsOf,
    redeploys: planning.redeploys,
    redeployEntries: planning.redeployEntries,
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
    importDestinations: stage.importDestinations,
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
      dispatcher: foundation.dispatcherBeat,
      planner: foundation.plannerBeat,
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
      planning.loop.start();
      upkeep.housekeeping.start();
      upkeep.purge.start();
      upkeep.retention.start();
      dispatcher.start();
    },
    async startWorker() {
      refuseLoneWorker(config.engine.type, strapi.db.dialect.client);
      await sending.prepareToSend();
      dispatcher.start();
    },
    async stop() {
      await planning.loop.stop();
      await upkeep.housekeeping.stop();
      await upkeep.purge.stop();
      await upkeep.retention.stop();
      await dispatcher.stop(config.shutdownTimeout * 1_000);
      await within(ALERTS_MS, alerts.whenIdle());
      await client.close();
    },
  };
}
