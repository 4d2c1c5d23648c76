/** Which engine delivers, as the configuration says, and how deliveries are claimed for it. */
import { type Database } from '../../database/database';
import { type Claim, createClaim, createReserve, type OnFailed } from '../../queue/claim';
import { createConfirm, createGiveBack } from '../../queue/confirm';
import { type Clock } from '../../support/clock';
import { type Logger } from '../../support/logger';
import { type DispatchTarget } from '../dispatcher';
import { type MakeEngine } from '../engine';
import { type BullmqEngine, createBullmqEngine } from './bullmq/engine';
import { loadLibraries } from './bullmq/load';
import { type RedisConnection } from './bullmq/redis';
import { createThreadedEngine, type ThreadedDeps, type ThreadedEngine } from './threaded/engine';

export interface EngineOptions {
  type: 'database' | 'bullmq';
  connection: RedisConnection;
  prefix: string;
}

export interface ChosenEngine<T extends DispatchTarget> {
  claim: Claim;
  makeEngine: MakeEngine<T>;
  /** What keeps it from delivering at this moment, in a sentence; null when nothing does. */
  problem(): string | null;
}

export interface EngineDeps<T, C, R> {
  database: Database;
  /** Of the Strapi app, where optional packages are installed. */
  appDir: string;
  onFailed: OnFailed;
  clock: Clock;
  logger: Logger;
  /** For the engine "database". */
  threaded: ThreadedDeps<T, C, R>;
}

/** @throws Error when the packages that it needs are not installed */
export function chooseEngine<T extends DispatchTarget, C, R>(
  { type, connection, prefix }: EngineOptions,
  { database, appDir, onFailed, clock, logger, threaded }: EngineDeps<T, C, R>
): ChosenEngine<T> {
  if (type === 'database') {
    let engine: ThreadedEngine<T> | null = null;
    return {
      claim: createClaim(database, onFailed),
      makeEngine(host) {
        engine = createThreadedEngine(host, threaded);
        return engine;
      },
      problem: () => engine?.problem() ?? null,
    };
  }
  const libraries = loadLibraries(appDir);
  let engine: BullmqEngine<T> | null = null;
  return {
    claim: createReserve(database, onFailed),
    makeEngine(host) {
      engine = createBullmqEngine(host, {
        libraries,
        connection,
        prefix,
        confirm: createConfirm(database),
        giveBack: createGiveBack(database),
        batchSize: database.capabilities.batchSize,
        clock,
        logger,
      });
      return engine;
    },
    problem: () => engine?.problem() ?? null,
  };
}
