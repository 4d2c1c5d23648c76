/** The row of a delivery as the queue reads it, mapped in one place. */
import { type DeliveryStatus } from '../../../contracts/delivery';
import { type Action } from '../../../contracts/message';

export type Row = Record<string, string | number | boolean | null>;

export interface QueuedDelivery {
  id: string;
  destinationId: string;
  /** Null for a test message. */
  viewId: number | null;
  type: string;
  originId: string;
  locale: string;
  action: Action;
  version: number;
  status: DeliveryStatus;
  test: boolean;
  /** The next attempt was asked for by a person. */
  manual: boolean;
  /** Attempts that have an outcome, probes included. */
  attemptCount: number;
  /** Those of them that count against the destination's limit; begins anew when a failure returns to waiting. */
  attemptsUsed: number;
  /** Of whoever has reserved it. */
  reservation: string | null;
  /** Null when it is parked behind an earlier version of its view, or finished. */
  dueAt: number | null;
}

/** As much of a delivery as its place in a line says; a fan-out reads very many of them. */
export type InLine = Pick<
  QueuedDelivery,
  'id' | 'destinationId' | 'viewId' | 'action' | 'version' | 'status' | 'dueAt'
>;

export const IN_LINE = [
  'id',
  'destination_id',
  'view_id',
  'action',
  'version',
  'status',
  'due_at',
] as const;

export function idsOf(deliveries: readonly { id: string }[]): string[] {
  return deliveries.map(({ id }) => id);
}

export function inLineFromRow(row: Row): InLine {
  return {
    id: String(row.id),
    destinationId: String(row.destination_id),
    viewId: row.view_id === null ? null : Number(row.view_id),
    action: String(row.action) as Action,
    version: Number(row.version),
    status: String(row.status) as DeliveryStatus,
    dueAt: row.due_at === null ? null : Number(row.due_at),
  };
}

/** The columns of a queued delivery. */
export const QUEUED = [
  ...IN_LINE,
  'type',
  'origin_id',
  'locale',
  'test',
  'manual',
  'attempt_count',
  'attempts_used',
  'lease_token',
] as const;

/** One of thousands a second: written out, because a copy of the other one takes several times as long. */
export function fromRow(row: Row): QueuedDelivery {
  return {
    id: String(row.id),
    destinationId: String(row.destination_id),
    viewId: row.view_id === null ? null : Number(row.view_id),
    type: String(row.type),
    originId: String(row.origin_id),
    locale: String(row.locale),
    action: String(row.action) as Action,
    version: Number(row.version),
    status: String(row.status) as DeliveryStatus,
    test: Boolean(row.test),
    manual: Boolean(row.manual),
    attemptCount: Number(row.attempt_count),
    attemptsUsed: Number(row.attempts_used),
    reservation: row.lease_token === null ? null : String(row.lease_token),
    dueAt: row.due_at === null ? null : Number(row.due_at),
  };
}
