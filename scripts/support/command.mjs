/** Runs a program to its end. Its output goes to a log file, and to the screen only when it fails. */
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';

import { LOGS, shown } from './paths.mjs';
import { problem } from './problem.mjs';

const TAIL_LINES = 20;

/**
 * @param {{ name: string, command: string[], cwd: string, timeoutMinutes: number, env?: object }} task
 * @returns {Promise<string>} what it wrote to stdout
 */
export function runCommand({ name, command, cwd, timeoutMinutes, env = {} }) {
  const log = openLog(name);
  const [program, ...args] = command;

  return new Promise((resolve, reject) => {
    const fail = (what) => reject(problem(`${name} ${what}. Log: ${shown(log.file)}`, log.tail()));

    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(`did not end within ${timeoutMinutes} minutes`);
    }, timeoutMinutes * 60_000);

    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      log.write(chunk);
    });
    child.stderr.on('data', log.write);
    child.once('error', (error) => {
      clearTimeout(timer);
      fail(`could not be started: ${error.message}`);
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      log.close();
      if (code === 0) resolve(output);
      else fail(`ended with ${signal ?? `code ${code}`}`);
    });
  });
}

/** A log file that remembers its last lines. */
export function openLog(name) {
  mkdirSync(LOGS, { recursive: true });
  const file = path.join(LOGS, `${name.replaceAll(/[^a-z0-9.]+/gi, '-')}.log`);
  const stream = createWriteStream(file);
  let text = '';

  return {
    file,
    write(chunk) {
      stream.write(chunk);
      text = (text + chunk).split('\n').slice(-TAIL_LINES).join('\n');
    },
    tail: () => text.trimEnd(),
    close: () => stream.end(),
  };
}
