/** Input from outside: parsed or refused with one entry per wrong field. */
import { errors } from '@strapi/utils';
import { type z } from 'zod';

import { describeIssues, type InputIssue } from './input-issues';

/** @throws ValidationError (400) with `details.errors[] {path, message}` */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw invalid(describeIssues(result.error, input));
}

export function invalid(issues: InputIssue[]): errors.ValidationError {
  const message =
    issues.length === 1 ? issues[0].message : `${issues.length} fields are not as expected`;
  return new errors.ValidationError(message, {
    errors: issues.map((issue) => ({ ...issue, name: 'ValidationError' })),
  });
}

/** Answered as 409: the request was fine, but not against the state of now. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
  readonly status = 409;
  /** Lets Strapi show the message and the details to the client. */
  readonly expose = true;

  constructor(
    message: string,
    readonly details: Record<string, unknown> = {}
  ) {
    super(message);
  }
}
