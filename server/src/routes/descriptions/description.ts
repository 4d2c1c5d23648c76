/** What a client sends to an endpoint and gets from it, in zod; the OpenAPI document is made of these. */
import { z } from 'zod';

import { errorSchema } from '../../../../contracts/answers';
import { type Endpoint } from '../endpoints';

export const TAGS = [
  'Destinations',
  'Deliveries',
  'Diverted deliveries',
  'Redeploy and reconcile',
  'Catalogue',
  'Delivery API',
  'Operations',
] as const;

export interface Answer {
  description: string;
  /** Null for an answer without a body. */
  schema: z.ZodType | null;
  /** Default `application/json`. */
  contentType?: string;
  example?: unknown;
}

export interface Body {
  schema: z.ZodType;
  /** False: an empty body means the defaults. */
  required: boolean;
  example?: unknown;
}

export interface Description {
  tag: (typeof TAGS)[number];
  summary: string;
  /** Names of headers that it reads, and what for. */
  headers?: Readonly<Record<string, string>>;
  query?: z.ZodObject;
  body?: Body;
  /** Besides those that follow from the method and the path. */
  answers: Readonly<Record<number, Answer>>;
}

export const pathParameters: Readonly<Record<string, z.ZodType>> = {
  id: z.uuid().describe('Of the destination.'),
  deliveryId: z.uuid().describe('Of the delivery.'),
  redeployId: z.uuid().describe('Of the redeploy, as its start answered it.'),
};

export function success(schema: z.ZodType, description: string, example?: unknown): Answer {
  return { description, schema, ...(example === undefined ? {} : { example }) };
}

export const nothing: Answer = { description: 'Done.', schema: null };

export function refusal(description: string): Answer {
  return { description, schema: errorSchema };
}

/** With the refusals that every endpoint of its kind shares. */
export function answersOf(
  { method, path }: Pick<Endpoint, 'method' | 'path'>,
  { query, answers }: Description
): Record<number, Answer> {
  const takesBody = method === 'POST' || method === 'PATCH';
  const refusals: [number, boolean, string][] = [
    [400, takesBody || query !== undefined, 'Something is wrong in the request.'],
    [401, true, 'No valid credentials.'],
    [403, true, 'The credentials do not allow this.'],
    [404, path.includes(':'), 'Unknown id, id of another destination, or text that cannot be one.'],
    [413, takesBody, "A body over Strapi's limit, by default 1 MB."],
    [415, method !== 'GET', 'A body that is not `application/json`.'],
  ];
  const shared = refusals
    .filter(([, applies]) => applies)
    .map(([status, , description]) => [status, refusal(description)] as const);
  return { ...Object.fromEntries(shared), ...answers };
}
