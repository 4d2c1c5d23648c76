/**
 * Begins what was reserved: whoever has a reservation in hand gets the delivery under a lease of its own, once.
 * What was canceled, superseded, reserved anew or begun by another meanwhile is not given out, and what may not be
 * sent to its destination any more goes back to the queue.
 */
import { randomUUID } from 'node:crypto';

import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { whereUnindexed } from '../database/unindexed';
import { changeDeliveries } from './change-deliveries';
import { type ClaimedDelivery } from './claim';
import { fromRow, idsOf, type Row } from './delivery-row';
import { standingOf } from './standing';

/** What the holder of a reservation knows of it. */
export interface Reservation {
  deliveryId: string;
  destinationId: string;
  leaseToken: string;
  isProbe: boolean;
}

/** @returns those that may be sent now */
export type Confirm = (
  reservations: readonly Reservation[],
  leaseMs: number
) => Promise<ClaimedDelivery[]>;

export function createConfirm(database: Database): Confirm {
  return (reservations, leaseMs) =>
    database.transaction(async (trx) => {
      const leaseToken = randomUUID();
      const held = await stillReserved(database, reservations, trx);
      const standing = await standingOf(
        database,
        [...new Set(held.map(({ destinationId }) => destinationId))],
        trx
      );
      const isWanted = ({ destinationId, isProbe }: ClaimedDelivery): boolean => {
        const reason = standing.get(destinationId);
        return reason === null || (isProbe && reason === 'failures');
      };

      const begun = held.filter(isWanted);
      const beginning = {
        status: 'delivering',
        // Another one, so that the same reservation is good for one attempt only.
        lease_token: leaseToken,
        due_at: database.now(leaseMs),
        // Undone by the settlement; what stays counts the claims that never had one.
        lost_claims: database.raw('lost_claims + 1'),
      };
      await changeDeliveries(database, idsOf(begun), beginning, trx);
      const unwanted = held.filter((delivery) => !isWanted(delivery));
      await changeDeliveries(database, idsOf(unwanted), freed(database), trx);
      return begun.map((delivery) => ({
        ...delivery,
        leaseToken,
        // Since it was reserved the destination may have come back.
        isProbe: standing.get(delivery.destinationId) === 'failures',
      }));
    });
}

/** Gives back what was reserved and is not begun: anybody may take it. */
export type GiveBack = (reservations: readonly Reservation[]) => Promise<void>;

export function createGiveBack(database: Database): GiveBack {
  return (reservations) =>
    database.transaction(async (trx) => {
      const held = await stillReserved(database, reservations, trx);
      await changeDeliveries(database, idsOf(held), freed(database), trx);
    });
}

/** Anybody may take it at once. */
function freed(database: Database): Record<string, unknown> {
  return { lease_token: null, due_at: database.now() };
}

async function stillReserved(
  database: Database,
  reservations: readonly Reservation[],
  trx: Knex.Transaction
): Promise<ClaimedDelivery[]> {
  const ids = [...new Set(reservations.map(({ deliveryId }) => deliveryId))];
  // Of one delivery there may be an old reservation and a new one.
  const keyOf = (id: string, token: string | null): string => `${id} ${token}`;
  const held = new Map(reservations.map((each) => [keyOf(each.deliveryId, each.leaseToken), each]));
  // One whose worker never came back is reserved as it is.
  const unfinished = ['pending', 'delivering'];
  const reserved = database.byIds(TABLES.deliveries, ids, trx);
  const rows: Row[] = await database.lock(
    whereUnindexed(reserved, 'status', ...unfinished).orderBy('id')
  );
  return rows.map(fromRow).flatMap((delivery) => {
    const reservation = held.get(keyOf(delivery.id, delivery.leaseToken));
    return reservation
      ? [{ ...delivery, leaseToken: reservation.leaseToken, isProbe: reservation.isProbe }]
      : [];
  });
}
