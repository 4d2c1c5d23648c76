/** What may be asked of `GET /delivery`. */
import { z } from 'zod';

const GID = /^gid:\/\/Environment\/[^/]+\/Source\/[^/]+\/Entity\/[^/]+\/View\/[^/]+$/;

export const viewQuerySchema = z
  .strictObject({
    id: z
      .string()
      .regex(GID, {
        error:
          'expected the id of a view such as "gid://Environment/…/Source/…/Entity/…/View/product"',
      })
      .optional(),
    handle: z.string().min(1).max(500).optional(),
    url: z.string().min(1).max(2_000).optional(),
  })
  .refine((query) => Object.values(query).filter((value) => value !== undefined).length === 1, {
    error: 'expected exactly one of "id", "handle" and "url"',
  });

export type ViewQuery = z.output<typeof viewQuerySchema>;
