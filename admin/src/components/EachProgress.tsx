/** How far an action on several rows is. */
import { Typography } from '@strapi/design-system';

import { type ActOnSelected } from '../hooks/useActOnSelected';
import { useText } from '../hooks/useText';

export function EachProgress({ progress }: Pick<ActOnSelected, 'progress'>) {
  const text = useText();
  return (
    <Typography textColor="neutral600" aria-live="polite">
      {progress && text('each.progress', progress)}
    </Typography>
  );
}
