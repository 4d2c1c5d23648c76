/** What nobody waits for: finds what a crash or a race left behind, and forgets what is old. */
import { createLoop } from '../dispatch/loop';
import { createPurgeTurn } from '../operations/purge';
import { createRetentionTurn } from '../operations/retention';
import { createHousekeepingTurn } from '../queue/housekeeping';
import { type DestinationStage } from './destinations';
import { type Foundation } from './foundation';
import { type Sending } from './sending';

/** Between looks. */
const UPKEEP_MS = 30_000;

const DAY_MS = 86_400_000;

export type Upkeep = ReturnType<typeof createUpkeep>;

export function createUpkeep(
  { config, clock, logger, database }: Foundation,
  {
    cancelWaiting,
    returnFailures,
    dispatcher,
  }: Pick<DestinationStage, 'cancelWaiting'> & Pick<Sending, 'returnFailures' | 'dispatcher'>
) {
  const housekeeping = createLoop({
    name: 'housekeeping',
    logger,
    pollMs: UPKEEP_MS,
    turn: createHousekeepingTurn({
      database,
      cancelWaiting,
      returnFailures,
      onMoved: () => dispatcher.wake(),
    }),
  });

  const purge = createLoop({
    name: 'purge of deleted destinations',
    logger,
    pollMs: UPKEEP_MS,
    turn: createPurgeTurn({ database, clock }),
  });

  const retention = createLoop({
    name: 'retention of the history',
    logger,
    pollMs: UPKEEP_MS,
    turn: createRetentionTurn({
      database,
      clock,
      keepMs: config.history.retentionDays * DAY_MS,
      maxRows: config.history.maxRows,
    }),
  });

  return { housekeeping, purge, retention };
}
