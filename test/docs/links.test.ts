/** Every link inside the docs leads somewhere, also to the heading that it names, and so do the files they name. */
import { existsSync } from 'node:fs';
import path from 'node:path';

import { blocksOf, pages, ROOT, textOf } from './support/blocks';

const LINK = /(?:\]\(|srcset="|src=")((?!https?:|mailto:)[^)"\s]+)/g;

interface Link {
  page: string;
  target: string;
}

function linksOf(page: string): Link[] {
  const prose = textOf(page).replaceAll(/^ *```[\s\S]*?^ *```$/gm, '');
  return [...prose.matchAll(LINK)].map(([, target]) => ({ page, target }));
}

/** As GitHub makes them. */
function anchorsOf(page: string): string[] {
  const headings = [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-')
  );
}

describe('links', () => {
  it.each(pages().flatMap(linksOf))('of $page to $target', ({ page, target }) => {
    const [file, anchor] = target.split('#');
    const to = file === '' ? page : path.join(path.dirname(page), file);
    expect(existsSync(path.join(ROOT, to))).toBe(true);
    if (anchor !== undefined) expect(anchorsOf(to)).toContain(anchor);
  });

  it('lead from the index to every page', () => {
    const linked = linksOf('docs/README.md').map(({ target }) => `docs/${target.split('#')[0]}`);
    const all = pages().filter((page) => page.startsWith('docs/') && page !== 'docs/README.md');
    expect(all.filter((page) => !linked.includes(page))).toEqual([]);
  });
});

describe('the map of the code', () => {
  const [tree] = blocksOf(({ language, about }) => `${language} ${about}` === 'text tree');

  it('has only what there is', () => {
    const folders: string[] = [];
    const missing = tree.code.split('\n').flatMap((line) => {
      const [, indent, name] = /^( *)(\S+)/.exec(line) ?? [];
      if (name === undefined) return [];
      folders.length = indent.length / 2;
      folders.push(name);
      const file = folders.join('');
      return existsSync(path.join(ROOT, file)) ? [] : [file];
    });
    expect(missing).toEqual([]);
  });
});
