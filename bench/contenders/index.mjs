/**
 * All contenders that run outside Strapi, the yardstick first. The plugin is compared with those that keep the result
 * of every message where a restart leaves it, as it does; the others are shown beside them.
 */
import * as bareUndici from './bare-undici.mjs';
import { bullmq, bullmqOnDisk } from './bullmq.mjs';
import { graphileWorker, graphileWorkerWithAttempts } from './graphile-worker.mjs';
import * as pgBoss from './pg-boss.mjs';

export const CONTENDERS = [
  bareUndici,
  bullmq,
  bullmqOnDisk,
  pgBoss,
  graphileWorker,
  graphileWorkerWithAttempts,
];

export const BASELINE = bareUndici.name;
