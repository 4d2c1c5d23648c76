/** Starts the playground's Strapi in a process of its own, to be killed, frozen and asked to write. */
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';

import { type ConfigInput } from '../../server/src/config/schema';
import { type DestinationsServices } from '../../server/src';
import { type TestDatabase } from './databases';

export interface Write {
  uid: string;
  /** Of the document service, or `rolledBackCreate`, or `updateAndDie`. */
  action: string;
  params: object;
}

/** Of a service of the plugin. */
export interface ServiceCall {
  service: keyof DestinationsServices;
  action: string;
  params: unknown[];
}

export interface StrapiChild {
  process: ChildProcess;
  url: string;
  /** Resolves when the write is committed; rejects when it failed or the process died before it answered. */
  write<T>(write: Write | ServiceCall): Promise<T>;
  vitals(): Promise<Vitals>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when the process is gone. */
  exited: Promise<void>;
}

export interface StrapiChildOptions {
  config?: ConfigInput;
  env?: Record<string, string>;
  /** For Node, such as `--expose-gc`. */
  execArgv?: string[];
  /** An open file for what the process prints; without it, only its errors are shown. */
  output?: number;
  /** Aborted: the process is killed, also while it starts. */
  signal?: AbortSignal;
}

/** How a process is doing. */
export interface Vitals {
  /** What is left after a garbage collection, which needs `--expose-gc`. */
  heapBytes: number;
  /** By kind, such as `TCPSocketWrap` and `Timeout`. */
  handles: Record<string, number>;
}

interface Reply {
  listening?: number;
  id?: number;
  result?: unknown;
  error?: string;
}

export async function startStrapiChild(
  database: TestDatabase,
  { config = {}, env = {}, execArgv = [], output, signal }: StrapiChildOptions = {}
): Promise<StrapiChild> {
  const child = fork(path.join(__dirname, 'strapi-child-main.cjs'), {
    stdio: ['ignore', output ?? 'ignore', output ?? 'inherit', 'ipc'],
    execArgv,
    signal,
    killSignal: 'SIGKILL',
    env: {
      ...process.env,
      STRAPI_TELEMETRY_DISABLED: 'true',
      PORT: '0',
      HOST: '127.0.0.1',
      ENCRYPTION_KEY: 'test-encryption-key',
      DESTINATIONS_CONFIG: JSON.stringify({ publicUrl: 'https://cms.example.com', ...config }),
      ...database.env,
      ...env,
    },
  });
  const waiting = new Map<number, (reply: Reply) => void>();
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let lastId = 0;

  const port = await new Promise<number>((resolve, reject) => {
    child.on('message', (reply: Reply) => {
      if (reply.listening !== undefined) resolve(reply.listening);
      if (reply.id !== undefined) waiting.get(reply.id)?.(reply);
    });
    child.on('error', reject);
    child.once('exit', (code) => reject(new Error(`Strapi ended with ${code} before it listened`)));
  });
  void exited.then(() => {
    for (const settle of waiting.values()) settle({ error: 'the process is gone' });
  });

  const ask = <T>(call: object): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      lastId += 1;
      const id = lastId;
      waiting.set(id, ({ result, error }) => {
        waiting.delete(id);
        if (error === undefined) resolve(result as T);
        else reject(new Error(error));
      });
      if (!child.connected) waiting.get(id)?.({ error: 'the process is gone' });
      else child.send({ id, call });
    });

  return {
    process: child,
    url: `http://127.0.0.1:${port}`,
    write: (call) => ask(call),
    vitals: () => ask({ action: 'vitals' }),
    kill: (signal) => child.kill(signal),
    exited,
  };
}
