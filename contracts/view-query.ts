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
      .describe('Global id of the view.')
      .optional(),
    handle: plainText(500).min(1).optional().describe('One of the handles of the view.'),
    url: plainText(2_000).min(1).optional().describe('The URL that the view schema gave it.'),
  })
  .refine((query) => Object.values(query).filter((value) => value !== undefined).length === 1, {
    error: 'expected exactly one of "id", "handle" and "url"',
  });

export type ViewQuery = z.output<typeof viewQuerySchema>;
