/** Where a page is too narrow for what it shows: texts that run out of their boxes, and boxes that scroll sideways. */
import { type Page } from 'playwright-core';

/** Runs in the browser, which knows where every text ends. */
const FIND = `(selector) => {
  const found = [];
  const say = (what, element) => found.push(what + ' ' + element.tagName + ': ' + element.textContent.slice(0, 60));
  for (const root of document.querySelectorAll(selector)) {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      // A chart places its texts itself.
      if (texts.currentNode.parentElement.closest('svg, [aria-hidden=true]')) continue;
      const range = document.createRange();
      range.selectNodeContents(texts.currentNode);
      const { right } = range.getBoundingClientRect();
      for (let box = texts.currentNode.parentElement; box; box = box.parentElement) {
        if (getComputedStyle(box).overflowX !== 'visible') break;
        if (right > box.getBoundingClientRect().right + 1) {
          say('runs out of', box);
          break;
        }
      }
    }
    for (const box of [root, ...root.querySelectorAll('*')]) {
      const scrolls = ['auto', 'scroll'].includes(getComputedStyle(box).overflowX);
      if (scrolls && box.scrollWidth > box.clientWidth + 1) say('scrolls sideways', box);
    }
  }
  return found;
}`;

/** One line per place. The menu at the left is Strapi's own. */
export function tooNarrow(page: Page, within = 'main'): Promise<string[]> {
  return page.evaluate(`(${FIND})(${JSON.stringify(within)})`);
}
