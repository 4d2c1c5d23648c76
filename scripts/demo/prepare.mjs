/** Everything between a fresh clone and a Strapi that can be started. Can be interrupted at any time. */
import { buildAdminPanel } from '../support/admin-panel.mjs';
import { buildPlugin, compilePlayground } from '../support/build.mjs';
import { install } from '../support/install.mjs';
import { findNpm } from '../support/machine.mjs';
import { requireFreePort } from './port.mjs';

export async function prepare({ once, port }) {
  // Before the minutes that the rest may take.
  await requireFreePort(port);
  const npm = findNpm();

  await install(npm);
  await buildPlugin(npm);
  await compilePlayground();
  if (!once) await buildAdminPanel();
}
