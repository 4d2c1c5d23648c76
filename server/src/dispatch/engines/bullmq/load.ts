/** BullMQ and its Redis client, which only those install who use them: found from the folder of the Strapi app. */
import { createRequire } from 'node:module';
import path from 'node:path';

import type * as Bullmq from 'bullmq';
import type * as IORedis from 'ioredis';

import { toError } from '../../../support/errors';

export interface Libraries {
  Queue: typeof Bullmq.Queue;
  Worker: typeof Bullmq.Worker;
  Redis: typeof IORedis.Redis;
}

/** @throws Error that says what to install */
export function loadLibraries(appDir: string): Libraries {
  const require = createRequire(path.join(appDir, 'package.json'));
  try {
    const { Queue, Worker } = require('bullmq') as typeof Bullmq;
    const { Redis } = require('ioredis') as typeof IORedis;
    return { Queue, Worker, Redis };
  } catch (cause) {
    throw new Error(
      `config/plugins, "destinations.config": "engine.type" "bullmq" needs the packages bullmq and ioredis. Install them with "npm install bullmq@6 ioredis@5": ${firstLine(toError(cause).message)}`,
      { cause }
    );
  }
}

function firstLine(text: string): string {
  return text.split('\n')[0];
}
