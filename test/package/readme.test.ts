import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { runInNewContext } from 'node:vm';

import { type DestinationWithSecret } from '../../contracts/destination';
import { resolveConfig } from '../../server/src/config/schema';
import { eventually } from '../support/eventually';
import { startPlayground } from '../support/playground';

const ROOT = path.resolve(__dirname, '../..');
const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');

/** The code block that begins with this comment. */
function snippet(name: string): string {
  const match = new RegExp(`^( *)\`\`\`js\\n +?// ${name}\\n([\\s\\S]*?)^ *\`\`\`$`, 'm').exec(
    readme
  );
  const plain = new RegExp(`^\`\`\`js\\n// ${name}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(readme);
  const code = plain?.[1] ?? match?.[2];
  if (code === undefined) throw new Error(`Expected a code block "// ${name}" in README.md`);
  return code;
}

function rowsUnder(heading: string): string[][] {
  const section = readme.split(`\n## ${heading}\n`)[1].split('\n## ')[0];
  const lines = section.split('\n').filter((line) => line.startsWith('| `'));
  return lines.map((line) => line.split('|').map((cell) => cell.trim()));
}

/** `{"a":{"b":1}}` → `a.b` → 1 */
function leaves(value: unknown, prefix = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[prefix, value]];
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner, prefix === '' ? key : `${prefix}.${key}`)
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('the README', () => {
  const rows = rowsUnder('Options').map(([, option, , byDefault]) => ({
    name: option.replaceAll('`', ''),
    byDefault,
  }));

  it('lists every option with its real default', () => {
    const defaults = leaves(resolveConfig({})).map(([name, value]) => ({
      name,
      byDefault: `\`${JSON.stringify(value)}\``,
    }));
    const documented = rows.filter(({ byDefault }) => byDefault.startsWith('`'));
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    expect(documented.sort(byName)).toEqual(defaults.sort(byName));
  });

  it('lists no option that does not exist', () => {
    for (const { name } of rows) {
      const [outer, inner] = name.split('.');
      const wrong = Symbol('no option takes this');
      const input = { [outer]: inner === undefined ? wrong : { [inner]: wrong } };
      expect(() => resolveConfig(input)).toThrow(`"${name}": expected`);
    }
  });

  it('shows a config/plugins that is accepted', () => {
    const module = { exports: (): Record<string, { config: unknown }> => ({}) };
    runInNewContext(snippet('config/plugins.js'), { module });
    const { destinations } = module.exports();
    // Objects of another realm are not plain objects to zod.
    const config: unknown = JSON.parse(JSON.stringify(destinations.config));
    expect(resolveConfig(config)).toMatchObject({ publicUrl: 'https://cms.example.com' });
  });

  it('links only to files that exist', () => {
    const targets = [...readme.matchAll(/\]\(((?!https?:|#)[^)#]+)/g)].map(([, target]) => target);
    expect(targets.length).toBeGreaterThan(0);
    for (const target of targets) readFileSync(path.join(ROOT, target));
  });

  it('shows a curl command and a receiver that work together', async () => {
    const playground = await startPlayground();
    const port = await freePort();
    const input = JSON.parse(/-d '(.+)'/.exec(readme)?.[1] ?? '');
    const { status, body } = await playground.api.post<{ data: DestinationWithSecret }>(
      '/destinations',
      { ...input, url: input.url.replace(':3000', `:${port}`) }
    );
    expect(status).toBe(201);

    const receiver = runReceiver(port, body.data.secret);
    try {
      await eventually('the receiver listens', () => isListening(port));
      const tags = playground.documents('api::tag.tag');
      const { documentId } = await tags.create({ data: { name: 'Tents' } });
      await eventually('the receiver prints the message', () =>
        receiver.output().includes(`Deploy tag ${documentId}\n`)
      );
      const forged = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: '{}' });
      expect(forged.status).toBe(401);
      await playground.untilQuiet();
    } finally {
      await receiver.stop();
      await playground.stop();
    }
  });
});

/** In the repository, where `standardwebhooks` is found. */
function runReceiver(port: number, secret: string) {
  const parent = path.join(ROOT, 'playground/.tmp');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(path.join(parent, 'readme-'));
  const file = path.join(folder, 'receiver.mjs');
  writeFileSync(file, snippet('receiver.mjs'));

  const child: ChildProcess = spawn(process.execPath, [file], {
    env: { ...process.env, PORT: String(port), DESTINATION_SECRET: secret },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });

  return {
    output: () => output,
    async stop() {
      child.kill();
      await exited;
      rmSync(folder, { recursive: true });
    },
  };
}

async function isListening(port: number): Promise<boolean> {
  try {
    await fetch(`http://127.0.0.1:${port}`, { method: 'POST' });
    return true;
  } catch {
    // Not yet: that is what the caller waits for.
    return false;
  }
}
