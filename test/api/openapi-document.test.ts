/** docs/openapi.json: of now, and sound in itself. Whether answers fit it is asked in openapi.test.ts. */
import { readFileSync } from 'node:fs';

import packageJson from '../../package.json';
import { openApiDocument } from '../../scripts/openapi/document';
import { endpoints } from '../../server/src/routes/endpoints';
import { createAjv, FILE } from '../support/described';

interface Content {
  schema: object;
  example?: unknown;
}

interface Operation {
  operationId: string;
  summary: string;
  tags: string[];
  parameters?: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { content: Record<string, Content> };
  responses: Record<string, { description: string; content?: Record<string, Content> }>;
}

interface OpenApi {
  openapi: string;
  info: { title: string; version: string };
  security: Record<string, string[]>[];
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> };
}

const document: OpenApi = JSON.parse(readFileSync(FILE, 'utf8'));
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation }))
);
const contents = operations.flatMap(({ operation: { operationId, requestBody, responses } }) => [
  ...Object.values(requestBody?.content ?? {}).map((content) => ({ operationId, content })),
  ...Object.values(responses).flatMap(({ content }) =>
    Object.values(content ?? {}).map((each) => ({ operationId, content: each }))
  ),
]);

function everyValue(value: unknown, key: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === key && typeof inner === 'string' ? [inner] : everyValue(inner, key)
  );
}

describe('docs/openapi.json', () => {
  it('is of now; otherwise: npm run openapi', () => {
    expect(document).toEqual(JSON.parse(JSON.stringify(openApiDocument(packageJson.version))));
  });

  it('describes every endpoint, and nothing else', () => {
    const described = operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    const expected = endpoints.map(
      ({ method, path }) =>
        `${method} ${`/api/destinations${path}`.replace(/\/$/, '').replaceAll(/:(\w+)/g, '{$1}')}`
    );
    expect(described.sort()).toEqual(expected.sort());
  });

  it('is an OpenAPI 3.1 document', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(document.info).toEqual(
      expect.objectContaining({ title: expect.any(String), version: packageJson.version })
    );
    const schemes = Object.keys(document.components.securitySchemes);
    expect(document.security.flatMap((one) => Object.keys(one))).toEqual(schemes);
    const names = document.tags.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of Object.keys(document.components.schemas)) {
      expect(name).toMatch(/^[A-Za-z0-9._-]+$/);
    }
    const used = operations.flatMap(({ operation }) => operation.tags);
    expect([...new Set(used)].sort()).toEqual([...names].sort());
  });

  it('every operation has a name of its own, its path parameters, and answers that say what they are', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, operation } of operations) {
      const { operationId, parameters = [], responses, summary } = operation;
      const inPath = parameters.filter((parameter) => parameter.in === 'path');
      expect([operationId, inPath.map(({ name }) => name)]).toEqual([
        operationId,
        [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
      ]);
      expect(inPath.every(({ required }) => required)).toBe(true);
      const keys = parameters.map((parameter) => `${parameter.in} ${parameter.name}`);
      expect(new Set(keys).size).toBe(keys.length);
      expect(summary).not.toBe('');
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['401', '403']));
      expect(Object.keys(responses).some((status) => /^2\d\d$/.test(status))).toBe(true);
      for (const [status, { description }] of Object.entries(responses)) {
        expect(status).toMatch(/^[1-5]\d\d$/);
        expect(description).not.toBe('');
      }
    }
  });

  it('every reference leads somewhere, and every component is used', () => {
    const references = everyValue(document, '$ref');
    const components = Object.keys(document.components.schemas);
    for (const reference of references) {
      expect(components.map((name) => `#/components/schemas/${name}`)).toContain(reference);
    }
    const used = new Set(references.map((reference) => String(reference).split('/').pop()));
    expect(components.filter((name) => !used.has(name))).toEqual([]);
  });

  it('every schema is a JSON Schema, and every example fits its own', () => {
    const ajv = createAjv();
    ajv.addSchema(document, 'openapi', undefined, false);
    const resolved = (schema: object): object =>
      JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"openapi#/components'));
    for (const { operation } of operations) {
      for (const { schema } of operation.parameters ?? []) ajv.compile(resolved(schema));
    }
    const wrong = contents.flatMap(({ operationId, content: { schema, example } }) => {
      const validate = ajv.compile(resolved(schema));
      if (example === undefined || validate(example)) return [];
      return [`${operationId}: ${ajv.errorsText(validate.errors)}`];
    });
    expect(wrong).toEqual([]);
  });
});
