/** The renderer as the pipeline makes it, on the content of a running playground. */
import { type Core } from '@strapi/strapi';

import { type CustomView } from '../../../contracts/view-definition';
import { type EntryKey } from '../../../server/src/capture/touched';
import { type QueryTransformer } from '../../../server/src/views/entry-reader';
import { readModels } from '../../../server/src/views/models';
import { type Reference } from '../../../server/src/views/references';
import {
  createRenderer,
  type RenderedView,
  type Renderer,
  type RenderResult,
} from '../../../server/src/views/renderer';
import { buildViewSchemas, createSchemaRegistry } from '../../../server/src/views/schemas';

export interface Rendering {
  renderer: Renderer;
  result(type: string, documentId: string, locale?: string): Promise<RenderResult>;
  /** @throws when the view is not rendered */
  view(type: string, documentId: string, locale?: string): Promise<RenderedView>;
}

/** `gid:<originId>/<type>`: short enough to read in a test. */
export function shortGid(originId: string, type: string): string {
  return `gid:${originId}/${type}`;
}

export function createRendering(strapi: Core.Strapi, views: readonly CustomView[] = []): Rendering {
  const models = readModels(strapi);
  const schemas = createSchemaRegistry(buildViewSchemas(models, views));
  const renderer = createRenderer({
    db: strapi.db,
    transformer: strapi.get('query-params') as QueryTransformer,
    models,
    schemas,
    gid: shortGid,
    isAlone: () => false,
  });

  async function result(type: string, documentId: string, locale = ''): Promise<RenderResult> {
    const schema = schemas.byType(type);
    if (!schema) throw new Error(`No view schema "${type}"`);
    const entry: EntryKey = { uid: schema.triggers[0], documentId, locale };
    const [rendered] = (await renderer.render([{ schema, entry }])).values();
    return rendered;
  }

  return {
    renderer,
    result,
    async view(type, documentId, locale) {
      const rendered = await result(type, documentId, locale);
      if (rendered.kind === 'failed') throw rendered.error;
      if (rendered.kind === 'missing') throw new Error(`${type} ${documentId} is not live`);
      return rendered;
    },
  };
}

/** `api::tag.tag abc`, sorted; component rows are left out unless asked for. */
export function entriesOf(references: readonly Reference[]): string[] {
  return references
    .filter(({ uid }) => uid.includes('::'))
    .map(({ uid, documentId, locale, lookup }) =>
      [uid, lookup ? '*' : documentId, locale].filter(Boolean).join(' ')
    )
    .sort();
}
