/** Holds answers of a running Strapi against docs/openapi.json: what is not described there is a mistake. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import Ajv, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

interface Operation {
  operationId: string;
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
}

export interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
}

export interface AnswerToCheck {
  method: string;
  /** Without the query, beginning with `/api/destinations` or, in the admin API, `/destinations`. */
  path: string;
  status: number;
  contentType: string | null;
  body: unknown;
}

export const FILE = path.resolve(__dirname, '../../docs/openapi.json');
const BASE = '/api/destinations';
const ID = 'openapi';

const document: OpenApi = JSON.parse(readFileSync(FILE, 'utf8'));
const ajv = createAjv();
ajv.addSchema(document, ID, undefined, false);
const validators = new Map<string, ValidateFunction>();

export function createAjv(): Ajv {
  const created = new Ajv({ strict: true, strictRequired: false, allErrors: true });
  // References lead into the document, whose own members are no keywords of JSON Schema.
  created.addVocabulary(['openapi', 'info', 'servers', 'security', 'tags', 'paths', 'components']);
  addFormats(created);
  return created;
}

/** `<operationId> <status>` of all that was seen. */
export const seen = new Set<string>();

/** @throws when the answer is not what the document says; other paths are none of its business */
export function checkDescribed({ method, path, status, contentType, body }: AnswerToCheck): void {
  const template = templateOf(path.startsWith('/api/') ? path : `/api${path}`, method);
  if (template === null) return;
  const { operationId, responses } = document.paths[template][method.toLowerCase()];
  const what = `${operationId} (${method} ${path}), status ${status}`;
  const response = responses[status];
  if (!response) throw new Error(`${what}: not described. The answer was ${quote(body)}`);
  seen.add(`${operationId} ${status}`);

  const { content = {} } = response;
  const [type] = Object.keys(content);
  if (type === undefined) {
    if (body !== '') throw new Error(`${what}: expected no body, got ${quote(body)}`);
    return;
  }
  if (contentType?.split(';')[0] !== type) {
    throw new Error(`${what}: expected a body of type ${type}, got ${quote(contentType)}`);
  }
  const validate = validatorOf(
    ['paths', template, method.toLowerCase(), 'responses', String(status), 'content', type]
      .map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'))
      .join('/')
  );
  if (validate(body)) return;
  const problems = (validate.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${instancePath || '/'} ${message} ${JSON.stringify(params)}`
  );
  throw new Error(`${what}: ${problems.join('; ')}. The answer was ${quote(body)}`);
}

function validatorOf(pointer: string): ValidateFunction {
  const known = validators.get(pointer);
  if (known) return known;
  const validate = ajv.compile({ $ref: `${ID}#/${pointer}/schema` });
  validators.set(pointer, validate);
  return validate;
}

/** Words before parameters: `/health` is no id. */
function templateOf(path: string, method: string): string | null {
  const parts = path.replace(/\/$/, '').split('/');
  const matching = Object.keys(document.paths).filter((template) => {
    const wanted = template.split('/');
    return (
      template.startsWith(BASE) &&
      wanted.length === parts.length &&
      document.paths[template][method.toLowerCase()] !== undefined &&
      wanted.every((part, index) => part.startsWith('{') || part === parts[index])
    );
  });
  const parameters = (template: string): number => template.split('{').length;
  return matching.sort((a, b) => parameters(a) - parameters(b))[0] ?? null;
}

function quote(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 1_000);
}
