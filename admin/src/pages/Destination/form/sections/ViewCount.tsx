/** How many live views the subscription, as it stands in the form, would bring. */
import { Typography } from '@strapi/design-system';
import { useDebounce } from '@strapi/strapi/admin';
import { useEffect, useMemo } from 'react';

import { useErrorText } from '../../../../hooks/useErrorText';
import { useText } from '../../../../hooks/useText';
import { useCountViewsQuery } from '../../../../services/catalogue';
import { isUnanswered } from '../../../../services/errors';
import { useFormValues } from '../fields/useFormField';

const PAUSE_MS = 300;
const AGAIN_MS = 5_000;

export function ViewCount() {
  const text = useText();
  const errorText = useErrorText();
  const { events, locales, space, alias } = useFormValues();
  const subscription = useMemo(
    () => ({ events, locales, space, alias }),
    [events, locales, space, alias]
  );
  const asked = useDebounce(subscription, PAUSE_MS);
  const { currentData: count, error, refetch } = useCountViewsQuery(asked);
  useEffect(() => {
    if (!error || !isUnanswered(error)) return undefined;
    const timer = setTimeout(() => void refetch(), AGAIN_MS);
    return () => clearTimeout(timer);
  }, [error, refetch]);
  return (
    <Typography role="status" textColor={error ? 'danger600' : 'neutral800'} fontWeight="semiBold">
      {error && errorText(error)}
      {!error && !count && text('destination.count.counting')}
      {count &&
        text(count.capped ? 'destination.count.capped' : 'destination.count', {
          total: count.total,
        })}
    </Typography>
  );
}
