/** What re-encrypting stored secrets has done: signing secrets, access keys, URL credentials and private keys. */
import { z } from 'zod';

import { wholeNumber } from './answers';

export const reencryptedSchema = z.object({
  reencrypted: wholeNumber.describe('Were under an older key and are under the current one now.'),
  current: wholeNumber.describe('Were under the current one already.'),
  unreadable: wholeNumber.describe('Are under a key that is not known, and left as they are.'),
});

export type Reencrypted = z.infer<typeof reencryptedSchema>;
