/** All contenders that run outside Strapi, the yardstick first. */
import * as bareUndici from './bare-undici.mjs';
import * as bullmq from './bullmq.mjs';
import * as graphileWorker from './graphile-worker.mjs';
import * as pgBoss from './pg-boss.mjs';

export const CONTENDERS = [bareUndici, bullmq, pgBoss, graphileWorker];

export const BASELINE = bareUndici.name;
