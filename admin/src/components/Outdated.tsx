/** Says that what the page shows is no longer kept up to date, and why; it goes away by itself. */
import { Box } from '@strapi/design-system';

import { useErrorText } from '../hooks/useErrorText';
import { useText } from '../hooks/useText';
import { type CallError } from '../services/errors';
import { Notice } from './Notice';

/** @param error why the page could not be renewed; undefined when it could */
export function Outdated({ error }: { error: CallError | undefined }) {
  const text = useText();
  const errorText = useErrorText();
  if (!error) return null;
  return (
    <Box paddingBottom={6}>
      <Notice variant="warning" title={text('problem.outdated')}>
        {text('problem.outdated.hint', { reason: errorText(error) })}
      </Notice>
    </Box>
  );
}
