/** What is a secret by its name or by its look, wherever something from outside is repeated. Pure. */
import { MASK } from '../../../contracts/mask';

const SECRET_NAME = /token|secret|key|passw|authorization|credential|cookie|session/i;
const URL_CREDENTIALS = /(\/\/)[^/?#\s]*@/g;
const SIGNING_SECRET = /whsec_[^\s"]+/g;

/** Of a header, a field or an option. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** The text with signing secrets and the credentials of URLs masked. */
export function hideSecrets(text: string): string {
  return text.replace(URL_CREDENTIALS, `$1${MASK}@`).replace(SIGNING_SECRET, MASK);
}
