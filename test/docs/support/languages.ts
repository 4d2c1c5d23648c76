/** How the receivers that we show are run, and how it is found out whether they can be run here. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { type SampleLanguage } from '../../../admin/src/pages/Destination/form/verification-samples';
import { ROOT } from './blocks';

export interface Runtime {
  file: string;
  /** As in a fenced block. */
  fence: string;
  /** Ends well when the file has no mistake that can be seen without running it. */
  check: readonly string[];
  /** Ends well when the library is installed. */
  find: readonly string[];
  run(port: number): readonly string[];
}

const GO_LIBRARY = 'github.com/standard-webhooks/standard-webhooks/libraries/go';

export const RUNTIMES: Record<SampleLanguage, Runtime> = {
  Node: {
    file: 'receiver.mjs',
    fence: 'js',
    check: [process.execPath, '--check', 'receiver.mjs'],
    find: [process.execPath, '-e', 'require("standardwebhooks")'],
    run: () => [process.execPath, 'receiver.mjs'],
  },
  Python: {
    file: 'receiver.py',
    fence: 'python',
    check: ['python3', '-m', 'py_compile', 'receiver.py'],
    find: ['python3', '-c', 'import standardwebhooks'],
    run: () => ['python3', 'receiver.py'],
  },
  PHP: {
    file: 'receiver.php',
    fence: 'php',
    check: ['php', '-l', 'receiver.php'],
    find: ['php', '-r', 'require "vendor/autoload.php";'],
    run: (port) => ['php', '-S', `127.0.0.1:${port}`, 'receiver.php'],
  },
  Ruby: {
    file: 'receiver.rb',
    fence: 'ruby',
    check: ['ruby', '-c', 'receiver.rb'],
    find: ['ruby', '-e', 'require "standardwebhooks"; require "webrick"'],
    run: () => ['ruby', 'receiver.rb'],
  },
  Go: {
    file: 'receiver.go',
    fence: 'go',
    check: ['gofmt', '-e', 'receiver.go'],
    find: ['go', 'list', GO_LIBRARY],
    run: () => ['go', 'run', 'receiver.go'],
  },
};

/** Where Composer's vendor/ and Go's go.mod are; set, it says that every language can be run here. */
const { SAMPLE_LIBRARIES } = process.env;

export interface Workshop {
  folder: string;
  remove(): void;
}

/** A folder in which the program of that language would stand, inside the repository, so that Node finds its library. */
export function openWorkshop(language: SampleLanguage, code: string): Workshop {
  const parent = path.join(ROOT, 'playground/.tmp');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(path.join(parent, 'sample-'));
  if (SAMPLE_LIBRARIES !== undefined) cpSync(SAMPLE_LIBRARIES, folder, { recursive: true });
  writeFileSync(path.join(folder, RUNTIMES[language].file), `${code}\n`);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function succeeds([file, ...args]: readonly string[], cwd: string): boolean {
  return spawnSync(file, args, { cwd }).status === 0;
}

export function canBeChecked(language: SampleLanguage): boolean {
  const [file] = RUNTIMES[language].check;
  return SAMPLE_LIBRARIES !== undefined || spawnSync(file, ['--help']).error === undefined;
}

export function canBeRun(language: SampleLanguage): boolean {
  if (SAMPLE_LIBRARIES !== undefined) return true;
  const workshop = openWorkshop(language, '');
  try {
    return succeeds(RUNTIMES[language].find, workshop.folder);
  } finally {
    workshop.remove();
  }
}
