/**
 * Confirms reservations with the database, all that arrive meanwhile in one transaction. While the database is away,
 * or outcomes cannot be stored, they wait: nothing is begun that could not be written down.
 */
import { type ClaimedDelivery } from '../queue/claim';
import { type Confirm, type GiveBack, type Reservation } from '../queue/confirm';
import { toError } from '../support/errors';
import { immediate } from '../support/immediate';
import { type Logger } from '../support/logger';
import { type Lease } from './lease';
import { createSignal } from './signal';

const PAUSE_MS = 500;

export interface Confirmed {
  delivery: ClaimedDelivery;
  lease: Lease;
}

export interface Confirmer {
  /** @returns null for what is no longer to be sent, or not by us */
  confirm(reservation: Reservation): Promise<Confirmed | null>;
  start(): void;
  /** Gives back what is not confirmed yet, and confirms nothing more. */
  stop(): Promise<void>;
}

export interface ConfirmerDeps {
  confirm: Confirm;
  giveBack: GiveBack;
  batchSize: number;
  /** Of the lease that is long enough for deliveries to these destinations. */
  leaseMs(destinationIds: readonly string[]): number;
  elapsed(): number;
  mayBegin(): boolean;
  /** Before a batch, so that what follows goes by the newest picture of the destinations. */
  refresh(): Promise<void>;
  logger: Logger;
}

interface Waiting {
  reservation: Reservation;
  resolve(confirmed: Confirmed | null): void;
}

export function createConfirmer(deps: ConfirmerDeps): Confirmer {
  const signal = createSignal();
  const waiting: Waiting[] = [];
  let isStopping = false;
  let hasTold = false;
  let running: Promise<void> | null = null;

  async function confirmBatch(batch: readonly Waiting[]): Promise<void> {
    await deps.refresh();
    const reservations = batch.map(({ reservation }) => reservation);
    const lease = {
      startedAt: deps.elapsed(),
      ms: deps.leaseMs(reservations.map(({ destinationId }) => destinationId)),
    };
    const begun = await deps.confirm(reservations, lease.ms);
    const byId = new Map(begun.map((delivery) => [delivery.id, delivery]));
    for (const { reservation, resolve } of batch) {
      const delivery = byId.get(reservation.deliveryId);
      // Two reservations of one delivery may meet here, and only one may go.
      byId.delete(reservation.deliveryId);
      resolve(delivery ? { delivery, lease } : null);
    }
  }

  async function turn(): Promise<void> {
    if (waiting.length === 0) return signal.wait(60_000);
    if (!deps.mayBegin()) return signal.wait(PAUSE_MS);
    await immediate();
    const batch = waiting.splice(0, deps.batchSize);
    try {
      await confirmBatch(batch);
      hasTold = false;
    } catch (error) {
      waiting.unshift(...batch);
      if (!hasTold) {
        deps.logger.error(
          `What was handed over cannot be confirmed with the database, it waits until it can: ${toError(error).message}`
        );
      }
      hasTold = true;
      await signal.wait(PAUSE_MS);
    }
  }

  async function run(): Promise<void> {
    while (!isStopping) await turn();
  }

  async function giveBackAll(): Promise<void> {
    const rest = waiting.splice(0);
    try {
      if (rest.length > 0) await deps.giveBack(rest.map(({ reservation }) => reservation));
    } catch (error) {
      deps.logger.error(
        `${rest.length} deliveries could not be given back, others take them when their lease ends: ${toError(error).message}`
      );
    }
    for (const { resolve } of rest) resolve(null);
  }

  return {
    confirm: (reservation) =>
      new Promise((resolve) => {
        if (isStopping) return resolve(null);
        waiting.push({ reservation, resolve });
        if (deps.mayBegin()) signal.wake();
      }),
    start() {
      running ??= run();
    },
    async stop() {
      isStopping = true;
      signal.wake();
      await running;
      await giveBackAll();
    },
  };
}
