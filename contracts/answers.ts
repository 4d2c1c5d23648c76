/** What the answers of the REST API have in common: envelopes, pages, errors. */
import { z } from 'zod';

export const time = z.iso.datetime();
export const wholeNumber = z.int().min(0);

/** `{"data": …}` */
export function answerOf<Data extends z.ZodType>(data: Data) {
  return z.object({ data });
}

/** A page of a list that is counted by pages. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  const pagination = z.object({
    page: z.int().min(1),
    per_page: z.int().min(1),
    total: wholeNumber,
    capped: z.boolean().describe('There are more than `total`.'),
  });
  return z.object({ data: z.array(item), meta: z.object({ pagination }) });
}

/** A part of a list that begins anywhere. */
export function sliceOf<Item extends z.ZodType>(item: Item) {
  const pagination = z.object({ offset: wholeNumber, count: z.int().min(1), total: wholeNumber });
  return z.object({ data: z.array(item), meta: z.object({ pagination }) });
}

/** As Strapi writes all its errors. */
export const errorSchema = z.object({
  data: z.null(),
  error: z.object({
    status: z.int().min(400).max(599),
    name: z.string(),
    message: z.string().describe('What is wrong, with the value and what is expected.'),
    details: z
      .looseObject({
        errors: z
          .array(
            z.object({
              path: z.array(z.string()),
              message: z.string(),
              name: z.string(),
            })
          )
          .optional()
          .describe('One entry per wrong field.'),
        currentVersion: z
          .int()
          .optional()
          .describe('The version of now, when the version of the request is stale.'),
      })
      .optional()
      .describe('Empty or missing when there is nothing to add.'),
  }),
});
