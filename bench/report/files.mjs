/** Keeps the result of each measurement, and writes the page and its charts from all that are kept. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { format, resolveConfig } from 'prettier';

import { renderChart } from './chart.mjs';
import { chartFile, databaseTitle, renderPage } from './page.mjs';

/** @returns {Map<string, import('./result').Runs>} */
export function readResults(folder, measurements) {
  const results = new Map();
  for (const { name } of measurements) {
    const file = path.join(folder, `${name}.json`);
    if (existsSync(file)) results.set(name, JSON.parse(readFileSync(file, 'utf8')));
  }
  return results;
}

export async function writeResult(folder, name, runs) {
  mkdirSync(folder, { recursive: true });
  await write(path.join(folder, `${name}.json`), JSON.stringify(runs));
}

/** @returns the file of the page */
export async function writePage(folder, measurements, results) {
  const images = path.join(folder, 'images');
  mkdirSync(images, { recursive: true });
  for (const { name, charts } of measurements) {
    for (const chart of charts) {
      const series = seriesOf(chart, results.get(name) ?? {});
      if (series.length > 0)
        writeFileSync(path.join(images, chartFile(chart)), renderChart(chart, series));
    }
  }
  const page = path.join(folder, 'benchmarks.md');
  await write(page, renderPage(measurements, results));
  return page;
}

/** Of every database. */
function seriesOf({ name: chart }, runs) {
  return Object.entries(runs).flatMap(([database, { series }]) =>
    (series?.[chart] ?? []).map(({ name, points }) => ({
      name: `${databaseTitle(database)}: ${name}`,
      points,
    }))
  );
}

async function write(file, text) {
  const options = await resolveConfig(import.meta.filename);
  writeFileSync(file, await format(text, { ...options, filepath: file }));
}
