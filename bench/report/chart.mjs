/** Lines over two axes as SVG, for light and dark pages. Pure. */

const WIDTH = 720;
const HEIGHT = 320;
const LEFT = 64;
const RIGHT = 16;
const TOP = 84;
const BOTTOM = 44;
const TICKS = 5;
const KEYS_IN_A_ROW = 3;
const STYLE = [
  'text{font:12px system-ui,sans-serif;fill:#57606a}.title{font-size:14px;fill:#1f2328}',
  'path{fill:none;stroke-width:1.5;stroke-linejoin:round}.grid{stroke:#d0d7de;stroke-width:1}',
  '.s0{--c:#0969da}.s1{--c:#cf222e}.s2{--c:#1a7f37}.s3{--c:#9a6700}.s4{--c:#8250df}.s5{--c:#bc4c00}',
  'path.line{stroke:var(--c)}rect.key{fill:var(--c)}',
  '@media (prefers-color-scheme:dark){text{fill:#9198a1}.title{fill:#f0f6fc}.grid{stroke:#3d444d}',
  '.s0{--c:#4493f8}.s1{--c:#f85149}.s2{--c:#3fb950}.s3{--c:#d29922}.s4{--c:#ab7df8}.s5{--c:#db6d28}}',
].join('');

/**
 * @param {import('./result').Chart} chart
 * @param {readonly import('./result').Series[]} series
 */
export function renderChart({ title, x, y }, series) {
  const points = series.flatMap((each) => each.points);
  const across = scale(Math.max(...points.map(([value]) => value)), LEFT, WIDTH - RIGHT);
  const up = scale(Math.max(...points.map(([, value]) => value)), HEIGHT - BOTTOM, TOP);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escape(title)}">`,
    `<style>${STYLE}</style>`,
    text(title, { x: LEFT, y: 20, kind: 'title' }),
    ...series.flatMap(({ name }, index) => keyOf(name, index)),
    ...up.ticks.flatMap((tick) => [
      `<path class="grid" d="M${LEFT} ${up.at(tick)}H${WIDTH - RIGHT}"/>`,
      text(tick.toLocaleString('en'), { x: LEFT - 8, y: up.at(tick) + 4, anchor: 'end' }),
    ]),
    ...across.ticks.map((tick) =>
      text(tick.toLocaleString('en'), {
        x: across.at(tick),
        y: HEIGHT - BOTTOM + 18,
        anchor: 'middle',
      })
    ),
    text(x, { x: WIDTH - RIGHT, y: HEIGHT - 8, anchor: 'end' }),
    text(y, { x: 8, y: TOP - 10 }),
    ...series.map(
      ({ points: line }, index) =>
        `<path class="line s${index}" d="M${line.map(([a, b]) => `${across.at(a)} ${up.at(b)}`).join('L')}"/>`
    ),
    '</svg>\n',
  ].join('\n');
}

/** From 0 to a round number above `max`. */
function scale(max, from, to) {
  const rough = Math.max(max, Number.EPSILON) / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) * power;
  const count = Math.max(1, Math.ceil(max / step));
  return {
    ticks: Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12))),
    at: (value) => Number((from + ((to - from) * value) / (count * step)).toFixed(1)),
  };
}

function keyOf(name, index) {
  const width = Math.floor((WIDTH - LEFT - RIGHT) / KEYS_IN_A_ROW);
  const left = LEFT + (index % KEYS_IN_A_ROW) * width;
  const top = 34 + Math.floor(index / KEYS_IN_A_ROW) * 18;
  return [
    `<rect class="key s${index}" x="${left}" y="${top}" width="12" height="3"/>`,
    text(name, { x: left + 18, y: top + 6 }),
  ];
}

function text(content, { x, y, anchor = 'start', kind = '' }) {
  const name = kind === '' ? '' : ` class="${kind}"`;
  return `<text x="${x}" y="${y}" text-anchor="${anchor}"${name}>${escape(content)}</text>`;
}

function escape(content) {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
