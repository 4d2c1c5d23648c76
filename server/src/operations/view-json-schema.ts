/** The JSON Schema of a default view, from the attributes of its content type. Pure. */
import { type JsonSchema } from '../../../contracts/event-type';
import { type JsonObject, type JsonValue } from '../../../contracts/view';
import { type Field, FILES, fieldsOf } from '../views/fields';
import { type AttributeInfo, type ModelInfo, type Models } from '../views/models';

export interface ViewShapeDeps {
  models: Models;
  /** The type of the default view of a content type; null when it has none. */
  typeOf(uid: string): string | null;
}

/** `$schema` of every schema in the catalogue. */
export const DRAFT = 'https://json-schema.org/draft/2020-12/schema';
const REFERENCE = 'reference';
const FILE = 'file';

export function viewJsonSchema(model: ModelInfo, deps: ViewShapeDeps): JsonSchema {
  const definitions = new Map<string, JsonSchema>();
  const own: JsonObject = { documentId: { type: 'string' } };
  if (model.isLocalized) own.locale = { type: 'string' };
  const body = objectOf(model, own, { ...deps, definitions });
  return {
    $schema: DRAFT,
    ...body,
    ...(definitions.size > 0 ? { $defs: Object.fromEntries(definitions) } : {}),
  };
}

interface Walk extends ViewShapeDeps {
  /** Components may contain each other, so each is described once and pointed to. */
  definitions: Map<string, JsonSchema>;
}

function objectOf(model: ModelInfo, own: JsonObject, walk: Walk): JsonSchema {
  const properties: JsonObject = { ...own };
  for (const field of fieldsOf(model)) {
    const schema = schemaOf(field, model, walk);
    if (schema) properties[field.name] = schema;
  }
  return { type: 'object', properties, required: Object.keys(properties) };
}

/** Null for what the view leaves out. */
function schemaOf(field: Field, model: ModelInfo, walk: Walk): JsonSchema | null {
  switch (field.kind) {
    case 'scalar':
      return nullable(scalarSchema(model.attributes[field.name]));
    case 'component': {
      const schema = componentRef(field.component, walk);
      return field.repeatable ? arrayOf(schema) : nullable(schema);
    }
    case 'zone':
      return arrayOf({ anyOf: field.components.map((uid) => inZone(uid, walk)) });
    case 'media': {
      const schema = fileRef(walk);
      return field.multiple ? arrayOf(schema) : nullable(schema);
    }
    case 'relation': {
      const type = walk.typeOf(field.target);
      if (type === null) return null;
      return field.toMany ? arrayOf(reference(type)) : nullable(reference(type));
    }
    case 'morph': {
      const schema = define(REFERENCE, reference(null), walk);
      return field.toMany ? arrayOf(schema) : nullable(schema);
    }
  }
}

const SCALARS: ReadonlyMap<string, JsonSchema> = new Map<string, JsonSchema>([
  ['string', { type: 'string' }],
  ['text', { type: 'string' }],
  ['richtext', { type: 'string' }],
  ['uid', { type: 'string' }],
  ['time', { type: 'string' }],
  ['email', { type: 'string', format: 'email' }],
  // Too large for a number in JSON, so Strapi writes it as text.
  ['biginteger', { type: 'string', pattern: '^-?[0-9]+$' }],
  ['integer', { type: 'integer' }],
  ['decimal', { type: 'number' }],
  ['float', { type: 'number' }],
  ['boolean', { type: 'boolean' }],
  ['date', { type: 'string', format: 'date' }],
  ['datetime', { type: 'string', format: 'date-time' }],
  ['timestamp', { type: 'string', format: 'date-time' }],
  ['blocks', { type: 'array', items: { type: 'object' } }],
]);

/** What JSON makes of the attribute; any value for types that hold JSON, or that Strapi may add. */
function scalarSchema(attribute: AttributeInfo | undefined): JsonSchema {
  if (attribute?.type === 'enumeration') return { type: 'string', enum: valuesOf(attribute) };
  return SCALARS.get(attribute?.type ?? '') ?? {};
}

/** The values of an enumeration. */
export function valuesOf(attribute: AttributeInfo): string[] {
  const values: unknown = Object.getOwnPropertyDescriptor(attribute, 'enum')?.value;
  return Array.isArray(values) ? values.map(String) : [];
}

function componentRef(uid: string, walk: Walk): JsonSchema {
  const model = walk.models.get(uid);
  const ref = { $ref: `#/$defs/${uid}` };
  if (!model || walk.definitions.has(uid)) return ref;
  // Before the walk goes on, so that a component inside itself ends it.
  walk.definitions.set(uid, {});
  walk.definitions.set(uid, objectOf(model, {}, walk));
  return ref;
}

function inZone(uid: string, walk: Walk): JsonSchema {
  return {
    type: 'object',
    allOf: [componentRef(uid, walk)],
    properties: { __component: { const: uid } },
    required: ['__component'],
  };
}

function fileRef(walk: Walk): JsonSchema {
  const model = walk.models.get(FILES);
  const properties: JsonObject = { documentId: { type: 'string' } };
  for (const { kind, name } of model ? fieldsOf(model) : []) {
    if (kind === 'scalar') properties[name] = nullable(scalarSchema(model?.attributes[name]));
  }
  return define(FILE, { type: 'object', properties, required: Object.keys(properties) }, walk);
}

function define(name: string, schema: JsonSchema, { definitions }: Walk): JsonSchema {
  definitions.set(name, schema);
  return { $ref: `#/$defs/${name}` };
}

function reference(type: string | null): JsonSchema {
  return {
    type: 'object',
    properties: {
      id: { type: 'string' },
      type: type === null ? { type: 'string' } : { const: type },
    },
    required: ['id', 'type'],
  };
}

function arrayOf(items: JsonValue): JsonSchema {
  return { type: 'array', items };
}

/** Also required attributes: content may be older than the requirement. */
function nullable(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, { type: 'null' }] };
}
