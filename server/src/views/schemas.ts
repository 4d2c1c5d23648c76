/**
 * View schemas: how an entry becomes a view. Builds the default schema of every content type of the app,
 * adds those that are written in code, and refuses what cannot work, once, at boot.
 */
import { z } from 'zod';

import { describeIssues } from '../support/input-issues';
import { type CustomView } from '../../../contracts/view-definition';
import { hashOfCustom, hashOfDefault } from './definition-hash';
import { type ModelInfo, type Models } from './models';
import { aliasSchema, typeSchema } from '../../../contracts/view-input';

export const DEFAULT_SPACE = 'default';

export interface ViewSchema {
  /** Alias of the schema, the `type` of its messages. */
  type: string;
  /** Content types whose entries have such a view. */
  triggers: readonly string[];
  /** Aliases of destinations that receive it whatever they subscribe to. */
  destinations: readonly string[];
  /** Another one when the views of this schema may look different than before. */
  definitionHash: string;
  /** Null for a default schema. */
  custom: CustomView | null;
}

const optionsSchema = z.strictObject({
  /** Default: the singular name. */
  type: typeSchema.optional(),
  destinations: z.array(aliasSchema).optional(),
  /** False: there is no default view of this content type. Default true. */
  enabled: z.boolean().optional(),
});

/** @throws Error with one sentence per mistake */
export function buildViewSchemas(
  models: Models,
  customs: readonly CustomView[] = []
): ViewSchema[] {
  const mistakes: string[] = [];
  const schemas: ViewSchema[] = [];
  const ownerOf = new Map<string, string>();

  function add(schema: ViewSchema, owner: string, remedy: string): void {
    const other = ownerOf.get(schema.type);
    if (other) {
      mistakes.push(`The view type "${schema.type}" is used by ${other} and ${owner}: ${remedy}`);
      return;
    }
    ownerOf.set(schema.type, owner);
    schemas.push(schema);
  }

  for (const model of contentTypesOfTheApp(models)) {
    const parsed = optionsSchema.safeParse(model.options ?? {});
    if (!parsed.success) {
      const issues = describeIssues(parsed.error, model.options);
      mistakes.push(
        ...issues.map(({ message }) => `pluginOptions.destinations of ${model.uid}: ${message}`)
      );
      continue;
    }
    if (parsed.data.enabled === false) continue;
    const type = parsed.data.type ?? model.singularName;
    const schema = {
      type,
      triggers: [model.uid],
      destinations: parsed.data.destinations ?? [],
      definitionHash: hashOfDefault(type, model, models),
      custom: null,
    };
    add(
      schema,
      model.uid,
      'give one of them another name with pluginOptions.destinations.type in its schema.json.'
    );
  }

  customs.forEach((custom, index) => {
    const owner = `config views[${index}]`;
    const unknown = custom.triggers.filter((uid) => models.get(uid)?.isComponent !== false);
    mistakes.push(
      ...unknown.map(
        (uid) =>
          `${owner}.triggers: expected the uid of a content type such as "api::page.page", got "${uid}", which this app does not have.`
      )
    );
    const schema = {
      type: custom.type,
      triggers: custom.triggers,
      destinations: custom.destinations ?? [],
      definitionHash: hashOfCustom(custom),
      custom,
    };
    add(
      schema,
      owner,
      'give the view another type, or turn the default view off with pluginOptions.destinations.enabled in the schema.json.'
    );
  });

  if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
  return schemas;
}

function contentTypesOfTheApp(models: Models): ModelInfo[] {
  return [...models.values()].filter(
    ({ uid, isComponent }) => !isComponent && uid.startsWith('api::')
  );
}

export interface SchemaRegistry {
  all(): readonly ViewSchema[];
  /** Schemas that an entry of this content type triggers. */
  triggeredBy(uid: string): readonly ViewSchema[];
  byType(type: string): ViewSchema | undefined;
  /** The default schema of a content type; undefined when that was turned off, or the type is not one of the app. */
  defaultOf(uid: string): ViewSchema | undefined;
}

export function createSchemaRegistry(schemas: readonly ViewSchema[]): SchemaRegistry {
  const byUid = new Map<string, ViewSchema[]>();
  for (const schema of schemas) {
    for (const uid of schema.triggers) byUid.set(uid, [...(byUid.get(uid) ?? []), schema]);
  }
  const byType = new Map(schemas.map((schema) => [schema.type, schema]));

  return {
    all: () => schemas,
    triggeredBy: (uid) => byUid.get(uid) ?? [],
    byType: (type) => byType.get(type),
    defaultOf: (uid) => byUid.get(uid)?.find(({ custom }) => custom === null),
  };
}
