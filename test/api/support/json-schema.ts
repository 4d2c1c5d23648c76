/** What is wrong with a value by a JSON Schema, as a client's validator would see it. */
import Ajv from 'ajv/dist/2020';

import { type JsonObject, type JsonValue } from '../../../contracts/view';

/** Empty when the value fits. @throws when the schema itself is none */
export function problemsOf(schema: JsonObject, value: JsonValue): string[] {
  const ajv = new Ajv({
    strict: true,
    strictRequired: false,
    allErrors: true,
    validateFormats: false,
  });
  const validate = ajv.compile(schema);
  validate(value);
  return (validate.errors ?? []).map(
    ({ instancePath, message }) => `${instancePath || '/'} ${message ?? ''}`
  );
}
