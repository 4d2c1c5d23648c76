/** What all stages stand on: the database, the views that the content has, and who and where this Strapi is. */
import { randomUUID } from 'node:crypto';

import { type Core } from '@strapi/types';

import { findPublicUrl } from '../config/public-url';
import { type Config } from '../config/schema';
import { createDatabase } from '../database/database';
import { createSettings } from '../database/settings';
import { createAddressing } from '../delivery/body';
import { createNetworkPolicy, type NetworkPolicyOptions } from '../delivery/network-policy';
import { createCipher, type EncryptionService } from '../destinations/cipher';
import { createIdentities } from '../destinations/identities';
import { createDestinationStore } from '../destinations/store';
import { createTargets } from '../destinations/targets';
import { createEnvironmentLock } from '../operations/environment';
import { createForbidden } from '../operations/forbidden';
import { createHeartbeat } from '../operations/heartbeat';
import { createReadRights } from '../operations/read-rights';
import { systemClock } from '../support/clock';
import { readContentModels, readViewSchemas } from '../views/content-types';
import { type QueryTransformer } from '../views/entry-reader';
import { readModels } from '../views/models';
import { createRenderer } from '../views/renderer';
import { createSchemaRegistry } from '../views/schemas';

/** A loop that was silent for longer than this hangs, or does not run. */
const MAX_SILENCE_MS = 60_000;

export interface PipelineOptions {
  config: Config;
  /** Of this plugin. */
  version: string;
  isProduction: boolean;
}

export type Foundation = Awaited<ReturnType<typeof createFoundation>>;

export async function createFoundation(
  strapi: Core.Strapi,
  { config, version, isProduction }: PipelineOptions
) {
  const clock = systemClock;
  const logger = strapi.log;
  const pollMs = config.pollInterval * 1_000;

  const database = createDatabase(strapi.db);
  const settings = createSettings(database);

  const schemas = createSchemaRegistry(readViewSchemas(strapi, config.views));
  const models = readContentModels(strapi, schemas.all());
  const network: NetworkPolicyOptions = {
    allow: config.network.allow,
    proxy: config.network.proxy,
    allowLoopback: !isProduction,
    requireHttps: config.requireHttps ?? isProduction,
  };
  const policy = createNetworkPolicy(network);

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
  const deliveryUrl = `${publicUrl.kind === 'usable' ? publicUrl.url : ''}${apiPath}/delivery`;
  const addressing = createAddressing(ids, deliveryUrl);

  const contentModels = readModels(strapi);
  const renderer = createRenderer({
    db: strapi.db,
    transformer: strapi.get('query-params') as QueryTransformer,
    models: contentModels,
    schemas,
    gid: addressing.gid,
    isAlone: () => !database.capabilities.canLockRows && strapi.db.inTransaction(),
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
    revisionIn: settings.revisionIn,
    identityKeys: identities.keysOf,
  });

  const readRightsOf = createReadRights(strapi, clock.now);
  const forbidden = createForbidden({ schemas, readRightsOf, clock });
  const sendingProblem = publicUrl.kind === 'unusable' ? publicUrl.problem : null;
  const dispatcherBeat = createHeartbeat(clock, MAX_SILENCE_MS + 2 * pollMs);
  const plannerBeat = createHeartbeat(clock, MAX_SILENCE_MS + 2 * pollMs);

  return {
    ...{ strapi, config, version, clock, logger, pollMs, database, settings },
    ...{ schemas, models, contentModels, renderer, ids, addressing, deliveryUrl },
    ...{ network, policy, environment, fixedEnvironmentId, sendingProblem },
    ...{ cipher, store, identities, targets, readRightsOf, forbidden },
    ...{ dispatcherBeat, plannerBeat },
  };
}
