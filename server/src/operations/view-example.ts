/** A made-up default view of a content type, always the same. Pure. */
import { type JsonObject, type JsonValue } from '../../../contracts/view';
import { type Field, FILES, fieldsOf } from '../views/fields';
import { type AttributeInfo, type ModelInfo } from '../views/models';
import { SAMPLE_DOCUMENT_ID } from './sample-identity';
import { valuesOf, type ViewShapeDeps } from './view-json-schema';

const TIME = '2026-01-15T09:30:00.000Z';
/** Components inside components: an example that goes on for ever explains nothing. */
const MAX_DEPTH = 3;

export interface ViewExampleDeps extends ViewShapeDeps {
  gid(originId: string, type: string): string;
}

export function viewExample(model: ModelInfo, locale: string, deps: ViewExampleDeps): JsonObject {
  return {
    documentId: SAMPLE_DOCUMENT_ID,
    ...(locale === '' ? {} : { locale }),
    ...attributesOf(model, deps, 0),
  };
}

function attributesOf(model: ModelInfo, deps: ViewExampleDeps, depth: number): JsonObject {
  const example: JsonObject = {};
  for (const field of fieldsOf(model)) {
    const value = valueOf(field, model, deps, depth);
    if (value !== undefined) example[field.name] = value;
  }
  return example;
}

/** Undefined for what the view leaves out. */
function valueOf(
  field: Field,
  model: ModelInfo,
  deps: ViewExampleDeps,
  depth: number
): JsonValue | undefined {
  switch (field.kind) {
    case 'scalar':
      return scalarExample(field.name, model.attributes[field.name]);
    case 'component':
      return oneOrMany(componentOf(field.component, deps, depth), field.repeatable);
    case 'zone': {
      const [uid] = field.components;
      const component = uid === undefined ? null : componentOf(uid, deps, depth);
      return component === null ? [] : [{ __component: uid, ...component }];
    }
    case 'media':
      return oneOrMany(fileExample(deps), field.multiple);
    case 'relation': {
      const type = deps.typeOf(field.target);
      if (type === null) return undefined;
      return oneOrMany({ id: deps.gid(SAMPLE_DOCUMENT_ID, type), type }, field.toMany);
    }
    case 'morph':
      return oneOrMany(null, field.toMany);
  }
}

function componentOf(uid: string, deps: ViewExampleDeps, depth: number): JsonObject | null {
  const model = deps.models.get(uid);
  return model && depth < MAX_DEPTH ? attributesOf(model, deps, depth + 1) : null;
}

function fileExample(deps: ViewExampleDeps): JsonObject | null {
  const model = deps.models.get(FILES);
  if (!model) return null;
  const attributes = attributesOf(model, { ...deps, typeOf: () => null }, MAX_DEPTH);
  return {
    documentId: SAMPLE_DOCUMENT_ID,
    ...attributes,
    name: 'sample.png',
    ext: '.png',
    mime: 'image/png',
    url: '/uploads/sample.png',
  };
}

const SCALARS: ReadonlyMap<string, JsonValue> = new Map<string, JsonValue>([
  ['uid', 'sample'],
  ['email', 'sample@example.com'],
  ['biginteger', '42'],
  ['integer', 42],
  ['decimal', 4.2],
  ['float', 4.2],
  ['boolean', true],
  ['date', TIME.slice(0, 10)],
  ['time', TIME.slice(11, 23)],
  ['datetime', TIME],
  ['timestamp', TIME],
]);
const TEXTS = new Set(['string', 'text', 'richtext']);

function scalarExample(name: string, attribute: AttributeInfo | undefined): JsonValue {
  const type = attribute?.type ?? '';
  const text = `Sample ${name}`;
  if (TEXTS.has(type)) return text;
  if (type === 'blocks') return [{ type: 'paragraph', children: [{ type: 'text', text }] }];
  if (attribute && type === 'enumeration') return valuesOf(attribute)[0] ?? null;
  return SCALARS.get(type) ?? null;
}

function oneOrMany(value: JsonValue, isMany: boolean): JsonValue {
  if (!isMany) return value;
  return value === null ? [] : [value];
}
