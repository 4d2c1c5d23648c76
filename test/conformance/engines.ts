/** The engines that must keep the same promises, with what each needs to run here. */
import { type ConfigInput } from '../../server/src/config/schema';
import { chosenDatabase } from '../support/databases';
import { hasRedis, startRedis, type TestRedis } from '../support/redis';

export interface EngineUnderTest {
  config: ConfigInput;
  /** Null for the engine that needs none. */
  redis: TestRedis | null;
  stop(): Promise<void>;
}

export async function startBullmq(): Promise<EngineUnderTest & { redis: TestRedis }> {
  const redis = await startRedis();
  return {
    redis,
    config: { engine: { type: 'bullmq', connection: redis.url, prefix: 'conformance' } },
    stop: () => redis.kill(),
  };
}

async function startDatabase(): Promise<EngineUnderTest> {
  return { redis: null, config: {}, stop: async () => undefined };
}

export const ENGINES: { name: string; start(): Promise<EngineUnderTest> }[] = [
  { name: 'database', start: startDatabase },
  ...(hasRedis() ? [{ name: 'bullmq', start: startBullmq }] : []),
];

export const NEEDS_REDIS = 'needs redis-server, which is not on this machine';

/** Leaves out, and says so, what cannot run without Redis. */
export const describeWithRedis = hasRedis() ? describe : describe.skip;

/** SQLite is a file of one process. */
export const describeOnServers = chosenDatabase() === 'sqlite' ? describe.skip : describe;
