/** Holds an example, in which `…` stands for what was left out, against a JSON Schema of docs/openapi.json. */
import { readFileSync } from 'node:fs';

import { createAjv, FILE } from '../../support/described';

interface Schema {
  $ref?: string;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  [keyword: string]: unknown;
}

interface Content {
  'application/json': { schema: Schema };
}

interface Operation {
  requestBody?: { content: Content };
  responses: Record<string, { content?: Content }>;
}

interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

const LEFT_OUT = '…';

export const openApi: OpenApi = JSON.parse(readFileSync(FILE, 'utf8'));
const ajv = createAjv();

/** @param endpoint such as `PATCH /{id}`, relative to the API of the plugin */
export function operationOf(endpoint: string): Operation {
  const [method, path] = endpoint.split(' ');
  const operation =
    openApi.paths[`/api/destinations${path === '/' ? '' : path}`]?.[method.toLowerCase()];
  if (!operation) throw new Error(`Expected an endpoint of docs/openapi.json, got "${endpoint}"`);
  return operation;
}

/** @returns the schema of the first answer that is a success */
export function answerSchema(endpoint: string): Schema {
  const { responses } = operationOf(endpoint);
  const [status] = Object.keys(responses).filter((code) => code.startsWith('2'));
  return jsonSchema(responses[status].content, endpoint);
}

export function requestSchema(endpoint: string): Schema {
  return jsonSchema(operationOf(endpoint).requestBody?.content, endpoint);
}

function jsonSchema(content: Content | undefined, endpoint: string): Schema {
  if (!content) throw new Error(`Expected ${endpoint} to have JSON, docs/openapi.json knows none`);
  return content['application/json'].schema;
}

/** @returns one sentence for each part of the example that does not exist, or has another type */
export function problemsOf(example: unknown, given: Schema, at = ''): string[] {
  const schema = resolved(given);
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants) {
    const found = variants.map((variant) => problemsOf(example, variant, at));
    return found.sort((a, b) => a.length - b.length)[0];
  }
  if (Array.isArray(example)) {
    const { items = {} } = schema;
    return example.flatMap((item, index) => problemsOf(item, items, `${at}/${index}`));
  }
  if (typeof example === 'object' && example !== null) {
    return Object.entries(example)
      .filter(([key]) => key !== LEFT_OUT)
      .flatMap(([key, value]) => {
        const property = propertyOf(schema, key);
        if (property === null) return [`${at}/${key} does not exist`];
        return problemsOf(value, property, `${at}/${key}`);
      });
  }
  if (typeof example === 'string' && example.includes(LEFT_OUT)) return [];
  return ajv.validate(withDefinitions(schema), example)
    ? []
    : [`${at} is ${JSON.stringify(example)}: ${ajv.errorsText()}`];
}

/** @returns null when there is no such property */
function propertyOf(given: Schema, key: string): Schema | null {
  const schema = resolved(given);
  const own = schema.properties?.[key];
  if (own) return own;
  for (const part of schema.allOf ?? []) {
    const found = propertyOf(part, key);
    if (found) return found;
  }
  const { additionalProperties } = schema;
  if (typeof additionalProperties === 'object') return additionalProperties;
  const isOpen = !schema.properties && !schema.allOf && additionalProperties !== false;
  return isOpen || additionalProperties === true ? {} : null;
}

function resolved(schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : resolved(openApi.components.schemas[name]);
}

/** References lead into the document. */
function withDefinitions(schema: Schema): Schema {
  return { ...schema, components: openApi.components };
}
