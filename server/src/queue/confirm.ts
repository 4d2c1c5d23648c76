/**
 * Begins what was reserved: whoever has a reservation in hand gets the delivery under a lease of its own, once.
 * What was canceled, superseded, reserved anew or begun by another meanwhile is not given out, and what may not be
 * sent to its destination any more goes back to the queue.
 */
import { randomUUID } from 'node:crypto';

import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { changeDeliveries } from './change-deliveries';
import { type ClaimedDelivery } from './claim';
import { fromRow, idsOf, type Row } from './delivery-row';
import { insertLeases, type Leases, leasesOf, takeOverLeases } from './leases';
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
      const token = randomUUID();
      const { held, known } = await stillReserved(database, reservations, trx);
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
      const lease = { token, ms: leaseMs };
      const isLost = ({ id }: ClaimedDelivery): boolean => known.has(id);
      const unleased = begun.filter((delivery) => !isLost(delivery));
      await insertLeases(database, idsOf(unleased), lease, trx);
      await takeOverLeases(database, idsOf(begun.filter(isLost)), lease, trx);
      const unwanted = held.filter((delivery) => !isWanted(delivery));
      await changeDeliveries(database, idsOf(unwanted), freed(database), trx);
      return begun.map((delivery) => ({
        ...delivery,
        leaseToken: token,
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
      const { held } = await stillReserved(database, reservations, trx);
      await changeDeliveries(database, idsOf(held), freed(database), trx);
    });
}

/** Anybody may take it at once. */
function freed(database: Database): Record<string, unknown> {
  return { lease_token: null, due_at: database.now() };
}

interface Held {
  held: ClaimedDelivery[];
  /** What earlier claims of them have left behind. */
  known: Leases;
}

async function stillReserved(
  database: Database,
  reservations: readonly Reservation[],
  trx: Knex.Transaction
): Promise<Held> {
  const ids = [...new Set(reservations.map(({ deliveryId }) => deliveryId))];
  // Of one delivery there may be an old reservation and a new one.
  const keyOf = (id: string, token: string | null): string => `${id} ${token}`;
  const wanted = new Map(
    reservations.map((each) => [keyOf(each.deliveryId, each.leaseToken), each])
  );
  const rows: Row[] = await database.lock(
    database.byIds(TABLES.deliveries, ids, trx).orderBy('id')
  );
  const known = await leasesOf(database, ids, trx);
  const held = rows.map(fromRow).flatMap((delivery) => {
    const reservation = wanted.get(keyOf(delivery.id, delivery.reservation));
    // The same reservation is good for one attempt at a time.
    const isFree = known.get(delivery.id)?.isOver ?? true;
    return reservation && isFree && delivery.status === 'pending'
      ? [{ ...delivery, leaseToken: reservation.leaseToken, isProbe: reservation.isProbe }]
      : [];
  });
  return { held, known };
}
