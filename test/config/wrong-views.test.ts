/** View schemas in the configuration that cannot work stop the boot of a real Strapi, each with a sentence. */
import path from 'node:path';

import { bootForLog } from './support/boot-for-log';

function bootWith(views: string) {
  const file = path.join(__dirname, 'support/views', views);
  return bootForLog({ config: {}, env: { DESTINATIONS_VIEWS: file } });
}

describe('a boot is stopped with a sentence for each view', () => {
  it('of an unknown content type, and of a type that another view has', async () => {
    const { log, hasListened } = await bootWith('unknown-and-duplicate.cjs');
    expect(hasListened).toBe(false);
    expect(log).toContain(
      'config views[0].triggers: expected the uid of a content type such as "api::page.page", got "api::ghost.ghost", which this app does not have.\n' +
        'The view type "article" is used by api::article.article and config views[1]: give the view another type, or turn the default view off with pluginOptions.destinations.enabled in the schema.json.\n' +
        'The view type "ghost-card" is used by config views[0] and config views[2]: give the view another type, or turn the default view off with pluginOptions.destinations.enabled in the schema.json.\n'
    );
  });

  it('with a bad alias, a bad type, no trigger, or properties that are no function', async () => {
    const { log, hasListened } = await bootWith('misshapen.cjs');
    expect(hasListened).toBe(false);
    expect(log).toContain(
      'config/plugins, "destinations.config":\n' +
        '- "views.0.destinations.0": expected the alias of a destination such as "storefront", got "Not An Alias"\n' +
        '- "views.1.type": expected letters, digits, "_", "-" and ".", such as "product", got "other card"\n' +
        '- "views.1.triggers": expected at least 1 items, got []\n' +
        '- "views.1.properties": expected a function of the entry, got "title"\n'
    );
  });
});
