/** The fenced blocks of the README and of every page of documentation. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(__dirname, '../../..');

export interface Block {
  /** As in `docs/views.md:12`, for the titles of tests. */
  where: string;
  page: string;
  /** What stands behind the fence: `json request POST /` is JSON, and about the request of `POST /`. */
  language: string;
  about: string;
  code: string;
}

const FENCED = /^( *)```(\S*) ?(.*)\n([\s\S]*?)^ *```$/gm;

/** Every page that a reader may come to, relative to the repository. */
export function pages(): string[] {
  const examples = readdirSync(path.join(ROOT, 'examples')).map(
    (name) => `examples/${name}/README.md`
  );
  const docs = readdirSync(path.join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
  return [
    'README.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    ...docs.map((name) => `docs/${name}`),
    ...examples,
  ];
}

export function textOf(page: string): string {
  return readFileSync(path.join(ROOT, page), 'utf8');
}

export function allBlocks(): Block[] {
  return pages().flatMap((page) => {
    const text = textOf(page);
    return [...text.matchAll(FENCED)].map(([, indent, language, about, code, ..._], index) => ({
      where: `${page}:${lineOf(text, index)}`,
      page,
      language,
      about,
      code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }));
  });
}

/** @throws when there is none, so that no test passes because nothing was found */
export function blocksOf(isWanted: (block: Block) => boolean): Block[] {
  const found = allBlocks().filter(isWanted);
  if (found.length === 0) throw new Error('Expected a block that this test is about, found none.');
  return found;
}

function lineOf(text: string, index: number): number {
  const before = [...text.matchAll(FENCED)][index].index;
  return text.slice(0, before).split('\n').length;
}
