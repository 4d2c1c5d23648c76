/** Pictures of a page in both themes. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';

import { type Page } from 'playwright-core';

const ROOT = path.resolve(__dirname, '../../..');
const LOOKED_AT = path.join(ROOT, 'playground/.tmp/screenshots');
const DOCS = path.join(ROOT, 'docs/images');

/** Then React has drawn the new theme, and the browser too. */
const TWO_FRAMES =
  'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';

/** To be looked at after a run. */
export function takeScreenshots(page: Page, name: string): Promise<void> {
  return writeScreenshots(page, path.join(LOOKED_AT, name));
}

/** Of the documentation; taken anew only with SCREENSHOTS=true, because every run differs in a time or a port. */
export function illustrate(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS === 'true' ? DOCS : LOOKED_AT;
  return writeScreenshots(page, path.join(folder, name));
}

/** Writes `<file>-light.png` and `<file>-dark.png`; the panel follows the theme of the system. */
async function writeScreenshots(page: Page, file: string): Promise<void> {
  mkdirSync(path.dirname(file), { recursive: true });
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.evaluate(TWO_FRAMES);
    await page.screenshot({
      path: `${file}-${colorScheme}.png`,
      animations: 'disabled',
      caret: 'hide',
    });
  }
}
