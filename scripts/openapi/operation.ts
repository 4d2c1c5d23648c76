/** One endpoint → one operation of the document. */
import { type z } from 'zod';

import {
  type Answer,
  answersOf,
  type Description,
  pathParameters,
} from '../../server/src/routes/descriptions/description';
import { type Endpoint } from '../../server/src/routes/endpoints';
import { type JsonSchema, type Schemas } from './schemas';

export interface SchemasByDirection {
  input: Schemas;
  output: Schemas;
}

export function operationOf(
  endpoint: Endpoint,
  description: Description,
  schemas: SchemasByDirection
): JsonSchema {
  const { tag, summary, body } = description;
  const parameters = [
    ...inPath(endpoint.path, schemas.input),
    ...inQuery(description.query, schemas.input),
    ...inHeaders(description.headers ?? {}),
  ];
  const answers = Object.entries(answersOf(endpoint, description));
  return {
    operationId: operationIdOf(endpoint.handler),
    summary,
    tags: [tag],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body
      ? {
          requestBody: {
            required: body.required,
            content: {
              'application/json': {
                schema: schemas.input.of(body.schema),
                ...(body.example === undefined ? {} : { example: body.example }),
              },
            },
          },
        }
      : {}),
    responses: Object.fromEntries(
      answers.map(([status, answer]) => [status, responseOf(answer, schemas.output)])
    ),
  };
}

/** `event-types.find` → `eventTypesFind` */
function operationIdOf(handler: string): string {
  return handler.replaceAll(/[.-](\w)/g, (_match, letter: string) => letter.toUpperCase());
}

function inPath(path: string, schemas: Schemas): JsonSchema[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => {
    const schema = pathParameters[name];
    if (!schema) throw new Error(`Expected a schema of the path parameter "${name}", got none`);
    return parameter('path', name, true, schemas.of(schema));
  });
}

function inQuery(query: z.ZodObject | undefined, schemas: Schemas): JsonSchema[] {
  if (!query) return [];
  const { properties, required = [] } = schemas.of(query) as {
    properties: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    ...parameter('query', name, required.includes(name), schema),
    // Lists are written `a,b`.
    ...(schema.type === 'array' ? { style: 'form', explode: false } : {}),
  }));
}

function inHeaders(headers: Readonly<Record<string, string>>): JsonSchema[] {
  return Object.entries(headers).map(([name, description]) =>
    parameter('header', name, false, { type: 'string', description })
  );
}

function parameter(place: string, name: string, required: boolean, schema: JsonSchema): JsonSchema {
  const { description, ...rest } = schema;
  return {
    name,
    in: place,
    required,
    ...(description === undefined ? {} : { description }),
    schema: rest,
  };
}

function responseOf(
  { description, schema, contentType = 'application/json', example }: Answer,
  schemas: Schemas
): JsonSchema {
  if (!schema) return { description };
  const content = {
    schema: schemas.of(schema),
    ...(example === undefined ? {} : { example }),
  };
  return { description, content: { [contentType]: content } };
}
