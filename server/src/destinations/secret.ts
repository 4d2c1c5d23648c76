/** Making signing secrets: `whsec_` and base64, as the Standard Webhooks specification wants them. */
import { randomBytes } from 'node:crypto';

export const SECRET_PREFIX = 'whsec_';
const BYTES = 32;

export function generateSecret(): string {
  return SECRET_PREFIX + randomBytes(BYTES).toString('base64');
}
