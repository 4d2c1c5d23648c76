/** Text from outside. PostgreSQL can neither store nor compare a NUL character, and no other control belongs in a name. */
import { z } from 'zod';

export function plainText(max: number) {
  return (
    z
      .string()
      .max(max)
      // eslint-disable-next-line no-control-regex -- control characters are what is refused
      .regex(/^[^\x00-\x1f\x7f]*$/, { error: 'expected text without control characters' })
  );
}
