/** Calls between a measurement and a process it started. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * @param {URL} file calls `answerCalls`
 * @returns {Promise<{ pid: number, call(name: string, ...args: unknown[]): Promise<any>, stop(): Promise<void> }>}
 */
export async function startChild(file, { args = [], env = {}, execArgv = [] } = {}) {
  const child = fork(fileURLToPath(file), args, { env: { ...process.env, ...env }, execArgv });
  const waiting = new Map();
  let lastId = 0;
  let isStopping = false;

  const exited = new Promise((resolve) => child.once('exit', resolve));
  const ready = new Promise((resolve, reject) => {
    child.on('message', ({ isReady, id, result, error }) => {
      if (isReady) return resolve();
      const { resolve: answer, reject: refuse } = waiting.get(id);
      waiting.delete(id);
      if (error) refuse(new Error(error));
      else answer(result);
    });
    child.once('exit', (code) => {
      const problem = new Error(`${fileURLToPath(file)} ended with code ${code}`);
      reject(problem);
      for (const { reject: refuse } of waiting.values()) refuse(problem);
      if (!isStopping) process.exitCode = 1;
    });
  });
  await ready;

  return {
    pid: child.pid,
    call(name, ...given) {
      lastId += 1;
      const id = lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        child.send({ id, name, args: given });
      });
    },
    async stop() {
      isStopping = true;
      child.kill();
      await exited;
    },
  };
}

/** In the child. @param {Record<string, (...args: any[]) => unknown>} actions */
export function answerCalls(actions) {
  process.on('message', async ({ id, name, args }) => {
    try {
      process.send({ id, result: await actions[name](...args) });
    } catch (error) {
      process.send({ id, error: error.stack });
    }
  });
  process.once('disconnect', () => process.exit(0));
  process.send({ isReady: true });
}
