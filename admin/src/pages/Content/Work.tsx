/** One redeploy or repair with its progress; until it has ended it can be paused and canceled. */
import { Button, Flex, ProgressBar, Typography } from '@strapi/design-system';
import { Clock, Cross, Play } from '@strapi/icons';

import { type JobProgress } from '../../../../contracts/job';
import { Moment } from '../../components/Moment';
import { useAction } from '../../hooks/useAction';
import { useMay } from '../../hooks/useMay';
import { useText } from '../../hooks/useText';
import { useChangeRedeployMutation } from '../../services/content';
import { percentOf } from './percent';

interface WorkProps {
  destinationId: string;
  work: JobProgress;
}

export function Work({ destinationId, work }: WorkProps) {
  const text = useText();
  const act = useAction();
  const mayChange = useMay('retryDeliveries');
  const [change, { isLoading }] = useChangeRedeployMutation();
  const { id, kind, createdAt, status, done, total, error } = work;
  const isPaused = status === 'paused';
  const isUnfinished = status === 'running' || isPaused;
  const target = { id: destinationId, redeployId: id };
  const title = text(`work.kind.${kind}`);

  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Flex justifyContent="space-between" gap={4}>
        <Flex gap={2}>
          <Typography fontWeight="bold">{title}</Typography>
          <Moment at={createdAt} textColor="neutral600" />
        </Flex>
        <Flex gap={4}>
          <Typography textColor="neutral600">
            {text(`work.status.${status}`, { done, total })}
          </Typography>
          {isUnfinished && mayChange && (
            <Flex gap={2}>
              <Button
                size="S"
                variant="tertiary"
                startIcon={isPaused ? <Play /> : <Clock />}
                loading={isLoading}
                onClick={() =>
                  void act(change({ ...target, verb: isPaused ? 'resume' : 'pause' }), {
                    done: isPaused ? 'work.resumed' : 'work.paused',
                  })
                }
              >
                {text(isPaused ? 'work.resume' : 'work.pause')}
              </Button>
              <Button
                size="S"
                variant="tertiary"
                startIcon={<Cross />}
                loading={isLoading}
                onClick={() =>
                  void act(change({ ...target, verb: 'cancel' }), { done: 'work.canceled' })
                }
              >
                {text('work.cancel')}
              </Button>
            </Flex>
          )}
        </Flex>
      </Flex>
      {isUnfinished && <ProgressBar value={percentOf(work)} aria-label={title} />}
      {error && (
        <Typography variant="pi" textColor="danger600">
          {text('work.stuck', { error })}
        </Typography>
      )}
    </Flex>
  );
}
