/** A fault of ours is no outcome: nothing is known about the attempt, so it may be made again a little later. */
import { type Target } from '../destinations/targets';
import { type ClaimedDelivery } from '../queue/claim';
import { type Released } from '../queue/settlement';
import { type Logger } from '../support/logger';
import { logReleased } from './log';

const RETRY_MS = 5_000;

export function releaseAfterFault(
  logger: Logger,
  fault: { delivery: ClaimedDelivery; target: Target; error: Error }
): Released {
  logReleased(logger, fault);
  return { kind: 'released', delivery: fault.delivery, delayMs: RETRY_MS };
}
