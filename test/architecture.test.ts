/** The direction of imports: a stage knows the stages before it, never the ones after it. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '..');
const SERVER = path.join(ROOT, 'server/src');

/** From left to right; a file imports only from its own folder and from what stands before it. */
const ORDER = [
  ['support'],
  ['database'],
  ['destinations'],
  ['capture'],
  ['views'],
  ['planning'],
  ['queue'],
  ['dispatch'],
  ['delivery'],
  ['alerts'],
  ['history'],
  ['operations'],
  ['config', 'permissions.ts'],
  ['pipeline'],
  ['services', 'controllers', 'routes'],
  ['register.ts', 'bootstrap.ts', 'destroy.ts', 'index.ts'],
];

const rankOf = new Map(ORDER.flatMap((rooms, rank) => rooms.map((room) => [room, rank] as const)));

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(file);
    return /\.tsx?$/.test(entry.name) ? [file] : [];
  });
}

function importsOf(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  const found = [...source.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, name]) => name);
  return found
    .filter((name) => name.startsWith('.'))
    .map((name) => path.relative(ROOT, path.resolve(path.dirname(file), name)));
}

function roomOf(serverPath: string): string {
  const [first] = path.relative('server/src', serverPath).split(path.sep);
  return rankOf.has(first) ? first : `${first}.ts`;
}

describe('imports', () => {
  it('every room of the server has its place in the order', () => {
    const rooms = readdirSync(SERVER);
    expect(rooms.filter((room) => !rankOf.has(room))).toEqual([]);
  });

  it('go left: no stage of the server knows a later one', () => {
    const wrong = filesIn(SERVER).flatMap((file) => {
      const from = path.relative(ROOT, file);
      const rank = rankOf.get(roomOf(from)) ?? -1;
      return importsOf(file)
        .filter((target) => target.startsWith('server/src'))
        .filter((target) => {
          const targetRank = rankOf.get(roomOf(target)) ?? Infinity;
          const isSameRoom = roomOf(target) === roomOf(from);
          return !isSameRoom && targetRank >= rank && !isSameRank(from, target);
        })
        .map((target) => `${from} imports ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  it('contracts know nothing of ours', () => {
    const wrong = filesIn(path.join(ROOT, 'contracts')).flatMap((file) =>
      importsOf(file)
        .filter((target) => !target.startsWith('contracts'))
        .map((target) => `${path.relative(ROOT, file)} imports ${target}`)
    );
    expect(wrong).toEqual([]);
  });

  it('the server knows only contracts and itself, the admin panel likewise', () => {
    const wrong = ['server/src', 'admin/src'].flatMap((side) =>
      filesIn(path.join(ROOT, side)).flatMap((file) =>
        importsOf(file)
          .filter((target) => !target.startsWith(side) && !target.startsWith('contracts'))
          .filter((target) => target !== 'package.json')
          .map((target) => `${path.relative(ROOT, file)} imports ${target}`)
      )
    );
    expect(wrong).toEqual([]);
  });
});

/** Rooms at the same place may know each other: the shell is one. */
function isSameRank(from: string, target: string): boolean {
  return rankOf.get(roomOf(from)) === rankOf.get(roomOf(target));
}
