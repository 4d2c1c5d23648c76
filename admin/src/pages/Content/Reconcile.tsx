/** Compares what the destination has with what is published, and repairs the difference. */
import { Button, Checkbox, Flex, Typography } from '@strapi/design-system';
import { ArrowClockwise, Search } from '@strapi/icons';
import { useState } from 'react';

import { type Destination } from '../../../../contracts/destination';
import { Problem } from '../../components/Problem';
import { Section } from '../../components/Section';
import { useAction } from '../../hooks/useAction';
import { useMay } from '../../hooks/useMay';
import { useText } from '../../hooks/useText';
import { useLazyGetReconcileQuery, useStartRepairMutation } from '../../services/content';
import { Counts } from './Counts';

export function Reconcile({ destination }: { destination: Destination }) {
  const text = useText();
  const act = useAction();
  const mayRetry = useMay('retryDeliveries');
  const [compare, { data, error, isFetching }] = useLazyGetReconcileQuery();
  const [repair, repairing] = useStartRepairMutation();
  const { id, name, enabled } = destination;
  const wrong = data ? data.missing + data.stale + data.failed : 0;
  const unsubscribed = data?.unsubscribed ?? 0;
  const [removeUnsubscribed, setRemoveUnsubscribed] = useState(false);
  const input = { removeUnsubscribed: removeUnsubscribed && unsubscribed > 0 };

  return (
    <Section
      title={text('reconcile.title')}
      description={text('reconcile.explained', { name })}
      action={
        <Button
          variant="secondary"
          startIcon={<Search />}
          loading={isFetching}
          onClick={() => void compare(id)}
        >
          {text(data ? 'reconcile.again' : 'reconcile.compare')}
        </Button>
      }
    >
      <Flex direction="column" alignItems="stretch" gap={4} aria-live="polite">
        {error && <Problem error={error} onRetry={() => void compare(id)} />}
        {data && !error && <Counts counts={data} />}
        {data && !error && (
          <Flex justifyContent="space-between" gap={4}>
            <Flex direction="column" alignItems="flex-start" gap={3}>
              <Typography textColor="neutral600">
                {text(wrong > 0 ? 'reconcile.wrong' : 'reconcile.right', { count: wrong })}
              </Typography>
              {mayRetry && unsubscribed > 0 && (
                <Checkbox
                  checked={removeUnsubscribed}
                  onCheckedChange={(checked) => setRemoveUnsubscribed(checked === true)}
                >
                  {text('reconcile.removeUnsubscribed', { count: unsubscribed })}
                </Checkbox>
              )}
            </Flex>
            {mayRetry && (wrong > 0 || unsubscribed > 0) && (
              <Button
                startIcon={<ArrowClockwise />}
                loading={repairing.isLoading}
                disabled={!enabled || !(wrong > 0 || input.removeUnsubscribed)}
                onClick={() =>
                  void act(repair({ id, input }), { done: 'reconcile.started', values: { name } })
                }
              >
                {text('reconcile.repair')}
              </Button>
            )}
          </Flex>
        )}
      </Flex>
    </Section>
  );
}
