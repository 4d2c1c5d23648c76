/** What a screen reader or a keyboard would stumble over, as axe sees it. */
import { readFileSync } from 'node:fs';

import { type AxeResults } from 'axe-core';
import { type Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const SERIOUS = new Set(['serious', 'critical']);

interface WindowWithAxe {
  axe: { run(context: object): Promise<AxeResults> };
}

/**
 * One line per finding that is serious or critical, such as `label: main > input`.
 * The menu at the left is Strapi's own.
 */
export async function seriousProblems(page: Page, within = 'main'): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    (selector) =>
      (globalThis as unknown as WindowWithAxe).axe.run({
        include: [selector],
      }),
    within
  );
  return violations
    .filter(({ impact }) => SERIOUS.has(impact ?? ''))
    .flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id}: ${target} ${html}`));
}
