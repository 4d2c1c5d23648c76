/** docs/benchmarks.md from the results of all measurements. Pure. */
import { isMet, verdict } from './judge.mjs';
import { tableOf } from './table.mjs';

const DATABASES = { sqlite: 'SQLite', postgres: 'PostgreSQL', mariadb: 'MariaDB' };

/**
 * @param {readonly import('./result').Measurement[]} measurements
 * @param {ReadonlyMap<string, import('./result').Runs>} results by the name of the measurement
 */
export function renderPage(measurements, results) {
  const runsOf = ({ name }) => results.get(name) ?? {};
  return [
    '# Benchmarks',
    'Made by `npm run bench`, whatever came out of it. A ratio says more than an absolute figure: it compares what ran in turns, in the same minutes, on the same machine. Strapi, the database, the receiver and the measurement share that machine.',
    summaryOf(measurements, runsOf),
    ...measurements.flatMap((measurement) => sectionOf(measurement, runsOf(measurement))),
  ].join('\n\n');
}

export function chartFile(chart) {
  return `bench-${chart.name}.svg`;
}

export function databaseTitle(database) {
  return DATABASES[database];
}

function summaryOf(measurements, runsOf) {
  const cellOf = ({ databases }, runs, database) => {
    if (!databases.includes(database)) return '';
    if (!runs[database]) return 'not measured';
    const { targets } = runs[database];
    return targets.length === 0
      ? 'no target'
      : `${targets.filter(isMet).length} of ${targets.length}`;
  };
  return tableOf({
    columns: ['targets met', ...Object.values(DATABASES)],
    rows: measurements.map((measurement) => [
      `[${measurement.title}](#${anchorOf(measurement.title)})`,
      ...Object.keys(DATABASES).map((database) =>
        cellOf(measurement, runsOf(measurement), database)
      ),
    ]),
  });
}

/** As GitHub makes it from a heading. */
function anchorOf(title) {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
}

function sectionOf({ title, sentence, databases, charts }, runs) {
  const isMeasured = databases.some((database) => runs[database]);
  const pictures = charts.map((chart) => `![${chart.title}](images/${chartFile(chart)})`);
  return [
    `## ${title}`,
    sentence,
    ...(isMeasured ? pictures : []),
    ...databases.flatMap((database) => runOf(database, runs[database])),
  ];
}

function runOf(database, run) {
  const heading = `### ${databaseTitle(database)}`;
  if (!run) return [heading, 'Not measured.'];
  const { tables, targets, notes } = run;
  return [
    heading,
    ...tables.map(tableOf),
    ...(targets.length > 0 ? [targets.map((target) => `- ${verdict(target)}`).join('\n')] : []),
    ...notes,
    originOf(run),
  ];
}

/** What the machine did to others, shown because it does it to the measurement too. */
function describePauses(pauses) {
  if (!pauses) return '';
  const [before, after] = [pauses.before, pauses.after].map(Math.round);
  return `, longest pause of the machine in the second before it ${before} ms, after it ${after} ms`;
}

function originOf({ madeAt, version, command, environment }) {
  const { node, cpu, cores, memoryGb, system, database, load, pauses } = environment;
  return `\`${command}\` on ${madeAt.slice(0, 10)}, version ${version}: ${database}, Node ${node}, ${cores} × ${cpu}, ${memoryGb} GB, ${system}; load before it ${load}${describePauses(pauses)}.`;
}
