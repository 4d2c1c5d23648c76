/** The connections to Redis: whether it can be reached now, and one line in the log when that changes. */
import type { Redis, RedisOptions } from 'ioredis';

import { type Logger } from '../../../support/logger';
import { type Libraries } from './load';

const MAX_PAUSE_MS = 2_000;
const COMMAND_TIMEOUT_MS = 5_000;

/** An address such as `redis://…`, or options of ioredis. */
export type RedisConnection = string | Record<string, unknown>;

export interface RedisLink {
  /** For commands that shall fail rather than wait while Redis is away. */
  producer: Redis;
  /** For workers, which wait until Redis is back. */
  consumer: Redis;
  isReady(): boolean;
  /** Why nothing can be handed over, in a sentence; null when it can. */
  problem(): string | null;
  close(): void;
}

export interface RedisLinkDeps {
  Redis: Libraries['Redis'];
  connection: RedisConnection;
  logger: Logger;
  /** It can be reached, at first or again. */
  onReady(): void;
}

export function createRedisLink({ Redis, connection, logger, onReady }: RedisLinkDeps): RedisLink {
  const retryStrategy = (times: number): number => Math.min(times * 100, MAX_PAUSE_MS);
  const connect = (options: RedisOptions): Redis =>
    typeof connection === 'string'
      ? new Redis(connection, { retryStrategy, ...options })
      : new Redis({ ...connection, retryStrategy, ...options });

  const producer = connect({
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: COMMAND_TIMEOUT_MS,
  });
  const consumer = connect({ maxRetriesPerRequest: null });
  let lastError: string | null = null;
  let isTold = false;
  let isClosing = false;

  const problem = (): string | null => {
    if (producer.status === 'ready') return null;
    const { host, port } = producer.options;
    const why = lastError === null ? '' : ` (${lastError})`;
    return `Nothing is sent: Redis at ${host}:${port} cannot be reached${why}. Content is saved as always; what waits is sent once Redis is back.`;
  };

  producer.on('error', (error: Error) => {
    lastError = error.message || error.name;
  });
  producer.on('close', () => {
    const text = problem();
    if (isTold || isClosing || text === null) return;
    isTold = true;
    logger.error(text);
  });
  producer.on('ready', () => {
    if (isTold) logger.info('Redis can be reached again, and what waits is sent.');
    isTold = false;
    lastError = null;
    onReady();
  });
  // Both lose their connection at the same time; one of them tells.
  consumer.on('error', () => undefined);

  return {
    producer,
    consumer,
    isReady: () => producer.status === 'ready',
    problem,
    close() {
      isClosing = true;
      end(producer);
      end(consumer);
    },
  };
}

/** For good, also between two tries to reach Redis: what waits for it fails now, or it would wait for ever. */
function end(client: Redis): void {
  client.disconnect();
  if (client.status !== 'reconnecting') return;
  // Nothing is left there that could end. A try that ends before it has begun fails all that waits.
  client.connect().catch(() => undefined);
  client.disconnect();
}
