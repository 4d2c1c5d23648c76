/**
 * Every command of the docs: what asks Strapi is run by a shell against a Strapi, as it stands there; npm scripts and
 * packages must exist.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import packageJson from '../../package.json';
import { createDestination, deleteDestinations } from '../support/destinations';
import { startPlayground, type Playground } from '../support/playground';
import { startReceiver, type Receiver } from '../support/receiver';
import { blocksOf, pages, ROOT, textOf } from './support/blocks';

const STRAPIS = ['http://localhost:1337', 'https://cms.example.com', 'https://staging.example.com'];
const RECEIVER = 'http://127.0.0.1:3000/hooks';
/** What readers of the docs install besides the plugin. */
const PACKAGES = [packageJson.name, ...Object.keys(packageJson.devDependencies)];
const OURS = /^(npm|node|\.ci)/;

const shells = blocksOf(({ language }) => language === 'sh');
const commandsOf = (code: string): string[] =>
  code.replaceAll('\\\n', ' ').split('\n').filter(Boolean);

let playground: Playground;
let receiver: Receiver;
let token: string;
let folder: string;

beforeAll(async () => {
  playground = await startPlayground();
  receiver = await startReceiver();
  folder = mkdtempSync(path.join(tmpdir(), 'destinations-commands-'));
  const created = await playground.strapi.service('admin::api-token').create({
    name: 'docs',
    description: '',
    type: 'full-access',
    lifespan: null,
  });
  token = created.accessKey;
});

afterAll(async () => {
  await playground?.stop();
  await receiver?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

describe('commands that ask Strapi', () => {
  const asking = shells.filter(({ code }) => !OURS.test(code));

  it.each(asking)('$where does what the page says', async ({ code }) => {
    const destination = await createDestination(playground, {
      url: receiver.url,
      events: ['tag.*'],
    });
    const { documentId } = await playground
      .documents('api::tag.tag')
      .create({ data: { name: 'Tents' } });
    const [{ message }] = await receiver.waitFor(1);
    await playground.untilQuiet();

    const { output, status } = await runInShell(code, {
      DESTINATION_ID: destination.id,
      VIEW_URL: message.url.replace('https://cms.example.com', playground.url),
      STRAPI_TOKEN: token,
      FROM: token,
      TO: token,
    });
    expect({ status, output }).toEqual({ status: 0, output: expect.any(String) });

    await deleteDestinations(playground);
    await playground.documents('api::tag.tag').delete({ documentId });
    await playground.untilQuiet();
    receiver.clear();
  });

  it('are run so that a refusal is seen', async () => {
    const code = 'curl http://localhost:1337/api/destinations/health -H "Authorization: Bearer no"';
    expect((await runInShell(code, {})).status).toBe(22);
  });
});

describe('requests in the docs', () => {
  it.each(blocksOf(({ language }) => language === 'http'))('$where', async ({ code }) => {
    const destination = await createDestination(playground, { url: receiver.url });
    const [method, route] = code.trim().split(' ');
    expect(method).toBe('GET');
    const asked = route.replace('/api', '').replace('6f0c…', destination.id);
    expect((await playground.api.get(asked)).status).toBe(200);
    await playground.api.delete(`/destinations/${destination.id}`);
  });
});

describe('commands of npm and Node', () => {
  const ours = shells.filter(({ code }) => OURS.test(code));

  it.each(ours)('$where are there', ({ page, code }) => {
    for (const command of commandsOf(code)) expect(problemOf(command, page)).toBeNull();
  });

  // Also those in running text, such as `npm run bench`.
  it.each(pages())('named in %s are there', (page) => {
    const inText = [...textOf(page).matchAll(/`(npm (?:run|test)[^`]*|\.ci\/run)`/g)];
    for (const [, command] of inText) expect(problemOf(command, page)).toBeNull();
  });
});

/** @returns null when a reader can run it */
function problemOf(command: string, page: string): string | null {
  const [program, verb, ...rest] = command.split(' ');
  if (program === '.ci/run') return existsSync(path.join(ROOT, program)) ? null : command;
  if (program === 'node') {
    return existsSync(path.join(ROOT, path.dirname(page), verb)) ? null : `${verb} is not there`;
  }
  if (verb === 'install' || verb === 'uninstall') {
    const unknown = rest.filter((name) => !PACKAGES.includes(name));
    return unknown.length === 0 ? null : `${unknown.join(', ')}: a package that nothing here tests`;
  }
  const script = verb === 'run' ? rest[0] : verb;
  return script in packageJson.scripts ? null : `no script ${script}`;
}

interface Ended {
  status: number | null;
  output: string;
}

/** With curl as a reader has it, except that it says by its status when it was refused. */
async function runInShell(code: string, env: Record<string, string>): Promise<Ended> {
  const strapi = STRAPIS.reduce((text, url) => text.replaceAll(url, playground.url), code);
  const here = strapi.replaceAll(RECEIVER, receiver.url);
  const script = `set -euo pipefail
curl() { command curl --silent --show-error --fail-with-body "$@"; }
${here}`;
  const child = spawn('bash', ['-c', script], { cwd: folder, env: { ...process.env, ...env } });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { status, output };
}
