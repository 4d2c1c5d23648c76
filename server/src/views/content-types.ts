/** Reads from Strapi which content types there are and what their schema.json says about views. */
import { type Core, type Struct } from '@strapi/types';

import { type ContentModel } from '../capture/touched';
import { type CustomView } from '../../../contracts/view-definition';
import { FILES } from './fields';
import { readModels } from './models';
import { buildViewSchemas, type ViewSchema } from './schemas';

/** Everything whose changes may change a view: the content types of the app, files, and what a view schema names. */
export function readContentModels(
  strapi: Core.Strapi,
  schemas: readonly ViewSchema[] = []
): ContentModel[] {
  const named = new Set([FILES, ...schemas.flatMap(({ triggers }) => triggers)]);
  return Object.values(strapi.contentTypes)
    .filter(({ uid }) => isOfTheApp(uid) || named.has(uid))
    .map(({ uid, options }) => ({ uid, hasDraftAndPublish: options?.draftAndPublish === true }));
}

/** @throws Error with one sentence per mistake in a schema.json or in the views of the configuration */
export function readViewSchemas(
  strapi: Core.Strapi,
  views: readonly CustomView[] = []
): ViewSchema[] {
  return buildViewSchemas(readModels(strapi), views);
}

/** @throws Error when a content type of the app would answer under the plugin's own path */
export function refuseTakenPath(strapi: Core.Strapi, apiPrefix: string): void {
  const path = apiPrefix.slice(1);
  const owner = Object.values(strapi.contentTypes).find(
    (contentType) => isOfTheApp(contentType.uid) && pathOf(contentType) === path
  );
  if (!owner) return;
  throw new Error(
    `The content type ${owner.uid} answers under /${path}, which is the path of the destinations plugin. ` +
      'Set "apiPrefix" in config/plugins (destinations.config) to another path, such as "/webhook-destinations".'
  );
}

function pathOf({ kind, info }: Struct.ContentTypeSchema): string {
  return kind === 'singleType' ? info.singularName : info.pluralName;
}

function isOfTheApp(uid: string): boolean {
  return uid.startsWith('api::');
}
