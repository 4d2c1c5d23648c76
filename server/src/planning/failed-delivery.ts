/** A delivery that ended for good without success, as people and other plugins are told of it. */
import { type Action } from '../../../contracts/message';

export interface FailedDelivery {
  id: string;
  destinationId: string;
  type: string;
  action: Action;
  originId: string;
  version: number;
  reason: string;
  /** How many attempts were made; 0 when it failed before the first one had an outcome. */
  attempts: number;
  /** Of the last attempt; null when it got no answer, or none was made. */
  httpStatus: number | null;
  /** Of the last attempt; null when none was made. */
  durationMs: number | null;
  error: string | null;
}
