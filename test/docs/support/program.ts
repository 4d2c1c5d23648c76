/** Runs a program of the docs or of the examples as a reader would: in a process of its own, with its environment. */
import { spawn } from 'node:child_process';

import { eventually } from '../../support/eventually';

export interface Program {
  url: string;
  /** Waits until it has printed this. */
  untilPrinted(text: string): Promise<void>;
  stop(): Promise<void>;
}

export interface ProgramOptions {
  command: readonly string[];
  folder: string;
  port: number;
  env: Record<string, string>;
}

export async function startProgram(options: ProgramOptions): Promise<Program> {
  const [file, ...args] = options.command;
  // A group of its own, because `go run` starts the program as a child.
  const child = spawn(file, args, {
    cwd: options.folder,
    detached: true,
    env: { ...process.env, PORT: String(options.port), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  let output = '';
  const keep = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);

  const url = `http://127.0.0.1:${options.port}`;
  async function stop(): Promise<void> {
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    await exited;
  }

  try {
    await eventually(`${file} listens`, () => isListening(url), 60_000);
  } catch (cause) {
    await stop();
    throw new Error(`Expected "${file}" to listen, it printed: ${output}`, { cause });
  }
  return {
    url,
    async untilPrinted(text) {
      await eventually(`"${text}", printed by ${file}`, () => output.includes(text));
    },
    stop,
  };
}

async function isListening(url: string): Promise<boolean> {
  try {
    await fetch(url, { method: 'POST', body: '{}' });
    return true;
  } catch {
    // Not yet: that is what the caller waits for.
    return false;
  }
}
