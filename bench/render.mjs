/**
 * Writes docs/benchmarks.md and its charts again from the results that are kept.
 * `node bench/render.mjs [folder of results] [folder of docs]`
 */
import { fileURLToPath } from 'node:url';

import { MEASUREMENTS } from './measurements.mjs';
import { readResults, writePage } from './report/files.mjs';

const at = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const [results = at('results'), docs = at('../docs')] = process.argv.slice(2);

await writePage(docs, MEASUREMENTS, readResults(results, MEASUREMENTS));
