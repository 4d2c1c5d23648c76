/** The one page where all stages meet: who hands what to whom, what is started, and what is stopped in which order. */
import { randomUUID } from 'node:crypto';

import { type Core } from '@strapi/types';

import { createChangeLog } from './capture/change-log';
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
import { createDestinationStore } from './destinations/store';
import { createTargets } from './destinations/targets';
import { createDispatcher } from './dispatch/dispatcher';
import { createLoop } from './dispatch/loop';
import { createSettler } from './dispatch/settler';
import { createHistory, type History } from './history/deliveries';
import { createChangeQueue } from './planning/change-queue';
import { createPlanner } from './planning/planner';
import { createCancelWaiting } from './queue/cancel';
import { createClaim } from './queue/claim';
import { createFindDue } from './queue/due';
import { createEnqueue } from './queue/enqueue';
import { createSettle } from './queue/settle';
import { systemClock } from './support/clock';
import { gidOf } from './views/identity';
import { createLedger } from './views/ledger';
import { createLiveEntries } from './views/live-entries';
import { createSchemaRegistry } from './views/schemas';
import { readContentModels, readViewSchemas } from './views/content-types';

export interface Pipeline {
  destinations: Destinations;
  history: History;
  /** Sends what is due, from now on. */
  start(): void;
  stop(): Promise<void>;
}

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

  const cipher = createCipher(
    () => strapi.service('admin::encryption') as unknown as EncryptionService
  );
  const store = createDestinationStore(database);
  const targets = createTargets({ store, cipher, clock, logger, revision: settings.revision });
  const destinations = createDestinations({
    database,
    store,
    cipher,
    clock,
    refusalOf: (url) => policy.checkUrl(url)?.message ?? null,
    isReservedHeader: (name) => isReservedHeader(name, config.headerPrefix),
    cancelWaiting: async (id) => {
      await createCancelWaiting(database)(id);
    },
    raiseRevision: settings.raiseRevision,
    onChanged: () => dispatcher.wake(),
  });

  const client = createHttpClient({ policy });
  const settler = createSettler({
    settle: createSettle(database),
    batchSize: database.capabilities.batchSize,
    logger,
    onSettled: () => dispatcher.wake(),
  });
  const dispatcher = createDispatcher({
    targets: async () => (publicUrl.kind === 'usable' ? targets.sendable() : []),
    findDue: createFindDue(database),
    claim: createClaim(database),
    deliver: createDeliver({
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
    }),
    settler,
    clock,
    logger,
    pollMs,
  });

  const changes = createChangeQueue(database);
  const planner = createPlanner({
    database,
    schemas,
    ledger: createLedger(database),
    liveEntries: createLiveEntries(strapi.db, models),
    changes,
    destinations: targets.active,
    enqueue: createEnqueue(database),
  });
  const planning = createLoop({
    name: 'planner',
    logger,
    pollMs,
    async turn() {
      const queued = await planner.planBatch();
      if (queued === null) return changes.nextDueIn();
      if (queued > 0) dispatcher.wake();
      return 0;
    },
  });

  strapi.db.lifecycles.subscribe(
    createSubscriber({
      db: strapi.db,
      models,
      changeLog: createChangeLog(database),
      logger,
      wake: planning.wake,
    })
  );

  if (publicUrl.kind === 'unusable') logger.error(publicUrl.problem);

  return {
    destinations,
    history: createHistory({
      database,
      gidOf: addressing.gid,
      async bodyOf(delivery, destinationId) {
        const destination = await store.find(destinationId);
        return bodyOf(delivery, addressing, destination?.payloadState ?? false);
      },
    }),
    start() {
      planning.start();
      dispatcher.start();
    },
    async stop() {
      await planning.stop();
      await dispatcher.stop(config.shutdownTimeout * 1_000);
      await client.close();
    },
  };
}
