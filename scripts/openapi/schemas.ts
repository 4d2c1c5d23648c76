/** zod → the schemas of an OpenAPI document. What has a name becomes a component; the rest stands where it is used. */
import { z } from 'zod';

export type JsonSchema = Record<string, unknown>;

/** `input`: what a client sends; `output`: what it gets. */
export type Direction = 'input' | 'output';

const MAX = Number.MAX_SAFE_INTEGER;

export function refTo(name: string): string {
  return `#/components/schemas/${name}`;
}

interface SchemasOptions {
  /** By the name of the component. */
  named: Readonly<Record<string, z.ZodType>>;
  direction: Direction;
}

export interface Schemas {
  /** As it is, or a reference where it has a name. */
  of(schema: z.ZodType): JsonSchema;
  components: Record<string, JsonSchema>;
}

export function createSchemas({ named, direction }: SchemasOptions): Schemas {
  function convert(inline: z.ZodType | null): Record<string, JsonSchema> {
    const registry = z.registry<{ id: string }>();
    for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
    if (inline && !registry.has(inline)) registry.add(inline, { id: INLINE });
    const { schemas } = z.toJSONSchema(registry, { uri: refTo, io: direction, override: simplify });
    return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, plain(schema)]));
  }

  const names = new Map(Object.entries(named).map(([name, schema]) => [schema, name]));
  return {
    of(schema) {
      const name = names.get(schema);
      return name === undefined ? convert(schema)[INLINE] : { $ref: refTo(name) };
    },
    components: convert(null),
  };
}

const INLINE = 'inline';

/** A format says it shorter than zod's pattern of it, and every number is safe. */
function simplify({ jsonSchema }: { jsonSchema: JsonSchema }): void {
  if (jsonSchema.format === 'uuid' || jsonSchema.format === 'date-time') delete jsonSchema.pattern;
  if (jsonSchema.maximum === MAX) delete jsonSchema.maximum;
  if (jsonSchema.minimum === -MAX) delete jsonSchema.minimum;
}

/** Without what only a schema that stands alone has. */
function plain(schema: object): JsonSchema {
  const entries = Object.entries(schema).filter(([key]) => key !== '$schema' && key !== '$id');
  return Object.fromEntries(entries);
}
