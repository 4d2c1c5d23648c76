/** Stands where content would be that could not be loaded: says why, and tries again. */
import { Button, EmptyStateLayout } from '@strapi/design-system';
import { ArrowClockwise, WarningCircle } from '@strapi/icons';

import { useErrorText } from '../hooks/useErrorText';
import { useText } from '../hooks/useText';
import { type CallError } from '../services/errors';

interface ProblemProps {
  error: CallError;
  onRetry: () => void;
}

export function Problem({ error, onRetry }: ProblemProps) {
  const text = useText();
  const errorText = useErrorText();
  return (
    <div role="alert">
      <EmptyStateLayout
        icon={<WarningCircle width="5rem" height="5rem" />}
        content={errorText(error)}
        action={
          <Button variant="secondary" startIcon={<ArrowClockwise />} onClick={onRetry}>
            {text('problem.retry')}
          </Button>
        }
      />
    </div>
  );
}
