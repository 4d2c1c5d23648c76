/** Who the sample entry of test messages and examples is. Pure. */
import { type Models } from '../views/models';
import { type ViewSchema } from '../views/schemas';

/** As long as Strapi's own. */
export const SAMPLE_DOCUMENT_ID = 'sample000000000000000000';

/** True when entries of this view have a locale. */
export function isLocalized({ triggers }: ViewSchema, models: Models): boolean {
  return triggers.some((uid) => models.get(uid)?.isLocalized === true);
}
