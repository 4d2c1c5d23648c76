/** Which content has views: what a redeploy can be narrowed to, and where the panel has something to show. */
import { z } from 'zod';

export const viewTypeSchema = z.object({
  type: z.string().describe('The `type` of its messages, such as `article`.'),
  contentTypes: z
    .array(
      z.object({
        uid: z.string().describe('Such as `api::article.article`.'),
        kind: z.enum(['collectionType', 'singleType']),
      })
    )
    .describe('Entries of these have such a view.'),
});

export type ViewType = z.infer<typeof viewTypeSchema>;
