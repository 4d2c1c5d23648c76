/** What the views need to know of Strapi's content types and components: a small, plain copy. */
import { type Core } from '@strapi/types';

export interface AttributeInfo {
  type: string;
  private?: boolean;
  relation?: string;
  target?: string;
  component?: string;
  components?: readonly string[];
  repeatable?: boolean;
  multiple?: boolean;
  inversedBy?: string;
  mappedBy?: string;
  morphBy?: string;
  unstable_virtual?: boolean;
}

export interface ModelInfo {
  uid: string;
  isComponent: boolean;
  singularName: string;
  hasDraftAndPublish: boolean;
  isLocalized: boolean;
  /** Never shown, whatever the attribute itself says. */
  privateAttributes: readonly string[];
  attributes: Readonly<Record<string, AttributeInfo>>;
  /** `pluginOptions.destinations` of its schema.json. */
  options: unknown;
}

export type Models = ReadonlyMap<string, ModelInfo>;

export function readModels(strapi: Core.Strapi): Models {
  const hidden = strapi.config.get<string[]>('api.responses.privateAttributes', []);
  const models = new Map<string, ModelInfo>();
  for (const { uid, info, options, pluginOptions, attributes } of Object.values(
    strapi.contentTypes
  )) {
    models.set(uid, {
      uid,
      isComponent: false,
      singularName: info.singularName,
      hasDraftAndPublish: options?.draftAndPublish === true,
      isLocalized: isTrue(pluginOptions?.i18n, 'localized'),
      privateAttributes: [...hidden, ...namesIn(options, 'privateAttributes')],
      attributes,
      options: pluginOptions?.destinations,
    });
  }
  for (const { uid, options, attributes } of Object.values(strapi.components)) {
    models.set(uid, {
      uid,
      isComponent: true,
      singularName: uid,
      hasDraftAndPublish: false,
      isLocalized: false,
      privateAttributes: [...hidden, ...namesIn(options, 'privateAttributes')],
      attributes,
      options: undefined,
    });
  }
  return models;
}

function isTrue(value: unknown, name: string): boolean {
  return valueOf(value, name) === true;
}

function namesIn(value: unknown, name: string): string[] {
  const names = valueOf(value, name);
  return Array.isArray(names) ? names.map(String) : [];
}

function valueOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}
