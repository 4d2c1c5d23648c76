/** docs/benchmarks.md is written from the results that are kept, and says what they say. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type Run, type Runs } from '../../bench/report/result';

const ROOT = path.resolve(__dirname, '../..');

const RUN: Run = {
  madeAt: '2026-11-02T10:00:00.000Z',
  version: '1.2.3',
  command: 'npm run bench -- latency',
  environment: {
    node: 'v20.18.1',
    cpu: 'Some Processor',
    cores: 4,
    memoryGb: 16,
    system: 'Linux 6.1',
    database: 'SQLite 3.53',
    load: 0.25,
  },
  tables: [{ columns: ['sender', 'p50 ms'], rows: [['this plugin', 1234.5]] }],
  targets: [
    { what: 'median, ms', value: 10, atMost: 10 },
    { what: 'p99, ms', value: 41, atMost: 40 },
    { what: 'rate', value: 0.5, atLeast: 0.45 },
  ],
  notes: ['Twenty publishes.'],
  series: {
    latency: [
      {
        name: 'a <fast> one',
        points: [
          [0, 0],
          [10, 100],
        ],
      },
    ],
  },
};

describe('the benchmark page', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'destinations-benchmarks-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function render(results: Record<string, Runs>): { page: string; chart: string } {
    const from = path.join(folder, 'results');
    mkdirSync(from, { recursive: true });
    for (const [name, runs] of Object.entries(results)) {
      writeFileSync(path.join(from, `${name}.json`), JSON.stringify(runs));
    }
    execFileSync(process.execPath, [path.join(ROOT, 'bench/render.mjs'), from, folder]);
    return {
      page: readFileSync(path.join(folder, 'benchmarks.md'), 'utf8'),
      chart: readFileSync(path.join(folder, 'images/bench-latency.svg'), 'utf8'),
    };
  }

  function sectionOf(page: string, title: string): string {
    return page.split(`\n## ${title}\n`)[1].split('\n## ')[0];
  }

  it('begins each measurement with what is measured, then shows what came out', () => {
    const section = sectionOf(render({ latency: { sqlite: RUN } }).page, 'From commit to arrival');
    expect(section.trimStart()).toMatch(/^How long it takes in an idle system from the commit/);
    expect(section).toContain('![');
    expect(section).toMatch(/\| this plugin +\| +1,234\.5 \|/);
    expect(section).toContain('Twenty publishes.');
    expect(section).toContain(
      '`npm run bench -- latency` on 2026-11-02, version 1.2.3: SQLite 3.53, Node v20.18.1, 4 × Some Processor, 16 GB, Linux 6.1; load before it 0.25.'
    );
  });

  it('says of every target whether it is met', () => {
    const { page } = render({ latency: { sqlite: RUN } });
    expect(page).toContain('- **met** – median, ms: 10, at most 10');
    expect(page).toContain('- **not met** – p99, ms: 41, at most 40');
    expect(page).toContain('- **met** – rate: 0.5, at least 0.45');
    expect(page).toMatch(
      /\| \[From commit to arrival\]\(#from-commit-to-arrival\) +\| +2 of 3 \| +not measured \| +\|/
    );
  });

  it('says what was not measured', () => {
    const { page } = render({ latency: { sqlite: RUN } });
    expect(sectionOf(page, 'From commit to arrival')).toContain('### PostgreSQL\n\nNot measured.');
    expect(sectionOf(page, 'Draining a backlog')).toContain('### SQLite\n\nNot measured.');
  });

  it('plots each series from zero to the round number above it', () => {
    const { chart } = render({ latency: { sqlite: RUN } });
    expect(chart).toContain('<path class="line s0" d="M64 276L704 84"/>');
    expect(chart).toContain('>SQLite: a &lt;fast> one</text>');
    expect(chart).toContain('prefers-color-scheme:dark');
  });

  it('is the same for the same results', () => {
    const results = { latency: { sqlite: RUN, postgres: RUN } };
    expect(render(results)).toEqual(render(results));
  });

  it('is, in docs, the one of the results in bench', () => {
    execFileSync(process.execPath, [
      path.join(ROOT, 'bench/render.mjs'),
      path.join(ROOT, 'bench/results'),
      folder,
    ]);
    const here = readFileSync(path.join(folder, 'benchmarks.md'), 'utf8');
    expect(readFileSync(path.join(ROOT, 'docs/benchmarks.md'), 'utf8')).toBe(here);
  });
});
