/** Along which index a list of deliveries is read. Pure. */
import { type DeliveryStatus } from '../../../contracts/delivery';
import { type HistoryQuery } from './deliveries';

export type ListRoute =
  /** The newest first, whatever their status. */
  | { kind: 'by-time'; statuses: readonly DeliveryStatus[] | null }
  /** Each status by itself, then merged. */
  | { kind: 'by-status'; statuses: readonly DeliveryStatus[] };

/** What nearly all of a long history are. */
const COMMON: readonly DeliveryStatus[] = ['delivered', 'superseded'];

/** Where something else narrows the list, that is looked at before a common status. */
export function routeOf(query: HistoryQuery): ListRoute {
  const { status, diverted, type, action, from, to, test, originId } = query;
  if (diverted) return { kind: 'by-status', statuses: ['failed'] };
  if (!status) return { kind: 'by-time', statuses: null };

  const statuses = [...new Set(status)];
  const isNarrowed = [type, action, from, to, test, originId].some(
    (filter) => filter !== undefined
  );
  return isNarrowed && statuses.some((each) => COMMON.includes(each))
    ? { kind: 'by-time', statuses }
    : { kind: 'by-status', statuses };
}
