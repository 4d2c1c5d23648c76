/** How calls to the server fail. */
import { type useAPIErrorHandler } from '@strapi/strapi/admin';

/** As Strapi's base query hands it on. */
export type CallError = Parameters<
  ReturnType<typeof useAPIErrorHandler>['_unstableFormatAPIError']
>[0];

/** Browsers say that a request got no answer with a TypeError, and each words it differently. */
export function isUnanswered(error: CallError): boolean {
  return error.name === 'TypeError';
}

/** Somebody else saved since the destination was read. */
export function isStaleVersion(error: CallError): boolean {
  return 'details' in error && isRecord(error.details) && 'currentVersion' in error.details;
}

/** Message by field, such as `{ "headers.X-Team.0": "expected …" }`; empty for other errors. */
export function fieldErrorsOf(error: CallError): Record<string, string> {
  if (!('details' in error) || !isRecord(error.details)) return {};
  const { errors } = error.details;
  if (!Array.isArray(errors)) return {};
  return Object.fromEntries(
    errors.filter(isFieldError).map((each) => [pathOf(each), each.message])
  );
}

interface FieldError {
  path: (string | number)[];
  message: string;
}

function pathOf({ path }: FieldError): string {
  return path.join('.');
}

function isFieldError(value: unknown): value is FieldError {
  return isRecord(value) && Array.isArray(value.path) && typeof value.message === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
