/** Whether entries of a content type have views that destinations could get; false while it is not known yet. */
import { useGetViewTypesQuery } from '../services/entries';

/** @param mayAsk false: the person may not know */
export function useHasViews(uid: string, mayAsk: boolean): boolean {
  const { data = [] } = useGetViewTypesQuery(undefined, { skip: !mayAsk });
  return data.some(({ contentTypes }) => contentTypes.some((each) => each.uid === uid));
}
