/**
 * View schemas: how an entry becomes a view. Builds the default schema of every content type of the app
 * and refuses what cannot work, once, at boot.
 */
import { z } from 'zod';

import { describeIssues } from '../support/input-issues';

export interface ViewSchema {
  /** Alias of the schema, the `type` of its messages. */
  type: string;
  /** Content types whose entries have such a view. */
  triggers: readonly string[];
  /** Aliases of destinations that receive it whatever they subscribe to. */
  destinations: readonly string[];
}

/** What this needs to know of a content type of the app. */
export interface ContentTypeInfo {
  uid: string;
  singularName: string;
  /** `pluginOptions.destinations` of its schema.json. */
  options: unknown;
}

const optionsSchema = z.strictObject({
  /** Default: the singular name. */
  type: z
    .string()
    .max(128)
    .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, {
      error: 'expected letters, digits, "_", "-" and ".", such as "product"',
    })
    .optional(),
  destinations: z.array(z.string().min(1).max(128)).optional(),
  /** False: entries of this type are never sent. Default true. */
  enabled: z.boolean().optional(),
});

/** @throws Error with one sentence per mistake */
export function buildViewSchemas(contentTypes: readonly ContentTypeInfo[]): ViewSchema[] {
  const mistakes: string[] = [];
  const schemas: ViewSchema[] = [];
  const ownerOf = new Map<string, string>();

  for (const { uid, singularName, options } of contentTypes) {
    const parsed = optionsSchema.safeParse(options ?? {});
    if (!parsed.success) {
      const issues = describeIssues(parsed.error, options);
      mistakes.push(
        ...issues.map(({ message }) => `pluginOptions.destinations of ${uid}: ${message}`)
      );
      continue;
    }
    if (parsed.data.enabled === false) continue;

    const type = parsed.data.type ?? singularName;
    const owner = ownerOf.get(type);
    if (owner) {
      mistakes.push(
        `The view type "${type}" is used by ${owner} and ${uid}: give one of them another name with pluginOptions.destinations.type in its schema.json.`
      );
      continue;
    }
    ownerOf.set(type, uid);
    schemas.push({ type, triggers: [uid], destinations: parsed.data.destinations ?? [] });
  }

  if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
  return schemas;
}

export interface SchemaRegistry {
  all(): readonly ViewSchema[];
  /** Schemas that an entry of this content type triggers. */
  triggeredBy(uid: string): readonly ViewSchema[];
  byType(type: string): ViewSchema | undefined;
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
  };
}
