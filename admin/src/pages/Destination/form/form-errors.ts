/** What the server says about settings, at the fields where people set them. Pure. */
import { type FormValues } from './values';

type FieldName = keyof FormValues;

/** Settings that the form asks for in other fields than their own. */
const FIELDS: Record<string, FieldName> = {
  'rateLimit.max': 'rateMax',
  'rateLimit.perSeconds': 'ratePerSeconds',
};

/** @param errors message by path, such as `failureHandling.retry.maxAttempts` or `headers.X-Team.0` */
export function formErrorsOf(
  errors: Readonly<Record<string, string>>,
  fields: readonly FieldName[]
): Partial<Record<FieldName, string>> {
  const entries = Object.entries(errors).flatMap(([path, message]) => {
    const field = FIELDS[path] ?? fieldOf(path.split('.'), fields);
    return field ? [[field, message] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** The first part of the path that is a field: list positions and header names are none. */
function fieldOf(parts: readonly string[], fields: readonly FieldName[]): FieldName | undefined {
  return parts
    .map((part) => fields.find((field) => field === part))
    .find((field) => field !== undefined);
}
