/** The numbers of the home page's widget. Pure. */
import { type Destination } from '../../../contracts/destination';
import { type Statistics } from '../../../contracts/statistics';

export interface DestinationHealth {
  active: number;
  suspended: number;
  /** In the hours that the statistics look back. */
  failed: number;
  waiting: number;
  /** More wait than were counted. */
  isCapped: boolean;
}

export function healthOf(
  destinations: readonly Destination[],
  statistics: Statistics
): DestinationHealth {
  const { destinations: counts } = statistics;
  return {
    active: destinations.filter(({ active }) => active).length,
    suspended: destinations.filter(({ suspended }) => suspended).length,
    failed: counts.reduce((sum, { failed }) => sum + failed, 0),
    waiting: counts.reduce((sum, { backlog }) => sum + backlog.waiting, 0),
    isCapped: counts.some(({ backlog }) => backlog.capped),
  };
}
