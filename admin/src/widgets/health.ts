/** The numbers of the home page's widget. Pure. */
import { type Statistics } from '../../../contracts/statistics';

export interface DeliveryHealth {
  /** In the hours that the statistics look back. */
  failed: number;
  waiting: number;
  /** More wait than were counted. */
  isCapped: boolean;
}

export function healthOf({ destinations }: Statistics): DeliveryHealth {
  return {
    failed: destinations.reduce((sum, { failed }) => sum + failed, 0),
    waiting: destinations.reduce((sum, { backlog }) => sum + backlog.waiting, 0),
    isCapped: destinations.some(({ backlog }) => backlog.capped),
  };
}
