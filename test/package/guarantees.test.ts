/** docs/guarantees.md promises nothing that no test shows. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');
const PROOF = /^> `(test\/[^`]+)`: (.+)$/;

const page = readFileSync(path.join(ROOT, 'docs/guarantees.md'), 'utf8');
const [promised] = page.split('\n## What is not promised');
const paragraphs = promised
  .slice(promised.indexOf('\n## '))
  .split(/\n{2,}/)
  .filter((text) => !text.trimStart().startsWith('#'));

describe('docs/guarantees.md', () => {
  const proofs = paragraphs.flatMap((text) => {
    const [, file, title] = PROOF.exec(text) ?? [];
    return file && title ? [{ file, title }] : [];
  });

  it('has a proof behind every guarantee', () => {
    const unproved = paragraphs.filter(
      (text, index) => !text.startsWith('>') && !paragraphs[index + 1]?.startsWith('>')
    );
    expect(unproved).toEqual([]);
    expect(proofs.length).toBeGreaterThan(20);
  });

  it.each(proofs)('$file shows: $title', ({ file, title }) => {
    const source = path.join(ROOT, file);
    expect(existsSync(source)).toBe(true);
    expect(readFileSync(source, 'utf8')).toContain(title);
  });
});
