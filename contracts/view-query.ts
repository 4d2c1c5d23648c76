/** What may be asked of `GET /delivery`. */
import { z } from 'zod';

import { plainText } from './plain-text';

const GID = /^gid:\/\/Environment\/[^/]+\/Source\/[^/]+\/Entity\/[^/]+\/View\/[^/]+$/;

export const viewQuerySchema = z
  .strictObject({
    id: plainText(1_000)
      .regex(GID, {
        error:
          'expected the id of a view such as "gid://Environment/…/Source/…/Entity/…/View/product"',
      })
      .optional(),
    handle: plainText(500).min(1).optional(),
    url: plainText(2_000).min(1).optional(),
  })
  .refine((query) => Object.values(query).filter((value) => value !== undefined).length === 1, {
    error: 'expected exactly one of "id", "handle" and "url"',
  });

export type ViewQuery = z.output<typeof viewQuerySchema>;
