/**
 * `npm run bench`: every measurement on every database that answers here, written to docs/benchmarks.md.
 * Each measurement runs in a process of its own, one after the other; nothing else should run on the machine.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { cpus } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = path.dirname(fileURLToPath(import.meta.url));
const PAGE = path.join(FOLDER, '../docs/benchmarks.md');
const DATABASES = [
  { name: 'sqlite', port: null },
  { name: 'postgres', port: 5432 },
  { name: 'mariadb', port: 3306 },
];
const MEASUREMENTS = [
  {
    file: 'drain.mjs',
    title: 'Draining a backlog',
    text: 'Deliveries a second to a local receiver, every attempt kept, as a ratio to a bare undici loop in the same run.',
  },
  {
    file: 'isolation.mjs',
    title: 'Half of 20 destinations hang',
    text: 'Deliveries a second to the other half, as a ratio to what it gets alone.',
  },
  {
    file: 'fan-out.mjs',
    title: 'An entry that 100,000 views reference',
    text: 'Views a second that get a new version and a delivery, the first time and while the first deliveries still wait; what it costs the save.',
  },
  {
    file: 'delivery-api.mjs',
    title: 'The Delivery API against the REST API of Strapi',
    text: 'The same article with the same relations and components.',
  },
];

const databases = [];
for (const { name, port } of DATABASES) {
  if (port === null || (await answers(port))) databases.push(name);
  else console.log(`– ${name}: no server at 127.0.0.1:${port}, left out`);
}

const sections = MEASUREMENTS.map(({ file, title, text }) => {
  const results = databases.map((database) => {
    console.log(`… ${title}, ${database}`);
    return `### ${database}\n\n\`\`\`json\n${measure(file, database)}\n\`\`\``;
  });
  return [`## ${title}`, text, ...results].join('\n\n');
});
const head = [
  '# Benchmarks',
  `Made by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: Node ${process.version}, ${cpus().length} × ${cpus()[0].model}.`,
  'Ratios say more than absolute figures: they compare what ran in the same minute on the same machine.',
];
writeFileSync(PAGE, `${[...head, ...sections].join('\n\n')}\n`);
console.log(`Written to ${path.relative(process.cwd(), PAGE)}`);

function measure(file, database) {
  const args = ['--expose-gc', path.join(FOLDER, file), database];
  const output = execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1e8 });
  // Strapi logs to the same place.
  const json = output.slice(output.search(/^\{/m));
  return JSON.stringify(JSON.parse(json), null, 2);
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(socket.destroy() !== null));
    socket.once('error', () => resolve(false));
  });
}
