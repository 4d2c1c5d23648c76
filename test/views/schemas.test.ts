import { defineView, type CustomView } from '../../contracts/view-definition';
import { resolveConfig } from '../../server/src/config/schema';
import { type ModelInfo, type Models } from '../../server/src/views/models';
import { buildViewSchemas, createSchemaRegistry } from '../../server/src/views/schemas';

function model(uid: string, overrides: Partial<ModelInfo> = {}): ModelInfo {
  return {
    uid,
    isComponent: !uid.includes('::'),
    singularName: uid.split('.')[1],
    hasDraftAndPublish: true,
    isLocalized: false,
    privateAttributes: [],
    attributes: { title: { type: 'string' } },
    options: undefined,
    ...overrides,
  };
}

function modelsOf(...models: ModelInfo[]): Models {
  return new Map(models.map((each) => [each.uid, each]));
}

const page = model('api::page.page');
const view: CustomView = {
  type: 'landing-page',
  triggers: ['api::page.page'],
  properties: () => ({}),
};

function problemsOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    return (error as Error).message.split('\n');
  }
  return [];
}

describe('view schemas', () => {
  it('every content type of the app has a default schema named after it', () => {
    const models = modelsOf(page, model('plugin::upload.file'), model('shared.seo'));
    expect(buildViewSchemas(models)).toEqual([
      {
        type: 'page',
        triggers: ['api::page.page'],
        destinations: [],
        definitionHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        custom: null,
      },
    ]);
  });

  it('a schema.json renames, routes and turns off the default schema', () => {
    const models = modelsOf(
      model('api::page.page', { options: { type: 'landing', destinations: ['storefront'] } }),
      model('api::note.note', { options: { enabled: false } })
    );
    expect(buildViewSchemas(models)).toMatchObject([
      { type: 'landing', destinations: ['storefront'] },
    ]);
  });

  it('a schema in code stands beside the default schema of its trigger', () => {
    const registry = createSchemaRegistry(buildViewSchemas(modelsOf(page), [view]));
    expect(registry.triggeredBy('api::page.page').map(({ type }) => type)).toEqual([
      'page',
      'landing-page',
    ]);
    expect(registry.defaultOf('api::page.page')?.type).toBe('page');
  });

  it('a schema in code may replace a default schema that is turned off', () => {
    const off = model('api::page.page', { options: { enabled: false } });
    const registry = createSchemaRegistry(
      buildViewSchemas(modelsOf(off), [{ ...view, type: 'page' }])
    );
    expect(registry.triggeredBy('api::page.page').map(({ type }) => type)).toEqual(['page']);
    expect(registry.defaultOf('api::page.page')).toBeUndefined();
  });

  it('says one sentence per mistake', () => {
    const models = modelsOf(
      model('api::page.page', { options: { type: 'not a type' } }),
      model('api::note.note'),
      model('api::memo.memo', { options: { type: 'note' } })
    );
    const views = [
      { ...view, triggers: ['api::gone.gone'] },
      { ...view, type: 'note' },
      { ...view },
    ];
    expect(problemsOf(() => buildViewSchemas(models, views))).toEqual([
      'pluginOptions.destinations of api::page.page: "type": expected letters, digits, "_", "-" and ".", such as "product", got "not a type"',
      'The view type "note" is used by api::note.note and api::memo.memo: give one of them another name with pluginOptions.destinations.type in its schema.json.',
      'config views[0].triggers: expected the uid of a content type such as "api::page.page", got "api::gone.gone", which this app does not have.',
      'The view type "note" is used by api::note.note and config views[1]: give the view another type, or turn the default view off with pluginOptions.destinations.enabled in the schema.json.',
      'The view type "landing-page" is used by config views[0] and config views[2]: give the view another type, or turn the default view off with pluginOptions.destinations.enabled in the schema.json.',
    ]);
  });

  it('the definition hash changes with the attributes of the content type and of its components', () => {
    const hashOf = (models: Models) => buildViewSchemas(models)[0].definitionHash;
    const withSeo = model('api::page.page', {
      attributes: { seo: { type: 'component', component: 'shared.seo' } },
    });
    const seo = model('shared.seo');
    const hash = hashOf(modelsOf(withSeo, seo));
    expect(hashOf(modelsOf({ ...withSeo }, { ...seo }))).toBe(hash);
    expect(hashOf(modelsOf(page, seo))).not.toBe(hash);
    const secret = model('shared.seo', {
      attributes: { title: { type: 'string', private: true } },
    });
    expect(hashOf(modelsOf(withSeo, secret))).not.toBe(hash);
  });

  it('the definition hash of a schema in code changes with its functions', () => {
    const hashOf = (custom: CustomView) =>
      createSchemaRegistry(buildViewSchemas(modelsOf(page), [custom])).byType(custom.type)
        ?.definitionHash;
    expect(hashOf({ ...view })).toBe(hashOf(view));
    expect(hashOf({ ...view, properties: () => ({ other: true }) })).not.toBe(hashOf(view));
    expect(hashOf({ ...view, destinations: ['storefront'] })).toBe(hashOf(view));
  });
});

describe('the options that concern views', () => {
  it('views come through as they were defined', () => {
    const defined = defineView({ type: 'a', triggers: ['api::page.page'], properties: () => ({}) });
    expect(resolveConfig({ views: [defined] }).views).toEqual([defined]);
    expect(resolveConfig({ views: [defined] }).views[0].properties).toBe(defined.properties);
  });

  it('references are followed three deep unless told otherwise', () => {
    expect(resolveConfig({}).references.depth).toBe(3);
    expect(resolveConfig({ references: { depth: 0 } }).references.depth).toBe(0);
  });

  it('says one sentence per wrong view', () => {
    const config = {
      views: [
        { ...view, destinations: ['Not An Alias'] },
        { ...view, type: 'b', properties: 'title' },
        { ...view, type: 'c', triggers: [] },
      ],
      references: { depth: 11 },
    };
    expect(problemsOf(() => resolveConfig(config)).slice(1)).toEqual([
      '- "views.0.destinations.0": expected the alias of a destination such as "storefront", got "Not An Alias"',
      '- "views.1.properties": expected a function of the entry, got "title"',
      '- "views.2.triggers": expected at least 1 items, got []',
      '- "references.depth": expected at most 10, got 11',
    ]);
  });
});
