/** A playground with receivers that fail as they are told, and short ways to move time and look at rows. */
import { type DestinationWithSecret } from '../../../contracts/destination';
import { type FailureHandlingInput } from '../../../contracts/failure-handling';
import { type ConfigInput } from '../../../server/src/config/schema';
import { LEDGER_KEY } from '../../../server/src/planning/background';
import { createDestination, deleteDestinations } from '../../support/destinations';
import { eventually } from '../../support/eventually';
import { type Playground, startPlayground } from '../../support/playground';
import { type Answer, type Receiver, startReceiver } from '../../support/receiver';

export interface DeliveryRow {
  id: string;
  destinationId: string;
  originId: string;
  action: string;
  version: number;
  status: string;
  reason: string | null;
  diverted: boolean;
  attemptCount: number;
  attemptsUsed: number;
  httpStatus: number | null;
  dueAt: number | null;
}

export interface DestinationRow {
  streak: number;
  suspended: boolean;
  reason: string | null;
  nextProbeAt: number | null;
}

export interface Scene {
  playground: Playground;
  receiver(answer?: Answer): Promise<Receiver>;
  destination(
    receiver: Receiver,
    failureHandling?: FailureHandlingInput,
    others?: object
  ): Promise<DestinationWithSecret>;
  /** A new live entry. @returns its documentId */
  publish(): Promise<string>;
  /** A new version of it. */
  change(documentId: string): Promise<void>;
  /** In the order in which they were made. */
  deliveries(destinationId: string): Promise<DeliveryRow[]>;
  /** Waits until the deliveries have these statuses, in the order in which they were made. */
  untilStatuses(destinationId: string, statuses: string[]): Promise<DeliveryRow[]>;
  row(destinationId: string): Promise<DestinationRow>;
  untilSuspended(destinationId: string, reason: string | null): Promise<DestinationRow>;
  /** What waits for its next attempt is due now. */
  skipWaiting(): Promise<void>;
  /** The next probe may go now. */
  skipToProbe(destinationId: string): Promise<void>;
  stop(): Promise<void>;
}

export const ONE_ATTEMPT: FailureHandlingInput = { retry: { maxAttempts: 1 } };

export async function startScene(config: ConfigInput = {}): Promise<Scene> {
  const playground = await startPlayground({ config: { pollInterval: 0.1, ...config } });
  const receivers: Receiver[] = [];
  const tags = playground.documents('api::tag.tag');
  // Strapi's own connection: on SQLite a second one in the same process would wait for the first, and block it.
  const knex = playground.strapi.db.connection;
  let names = 0;
  // Building the ledger raises a version of its own when it is the first to see a change.
  await eventually('the ledger of tags built', async () => {
    const known = await knex('destinations_settings')
      .where({ key: `${LEDGER_KEY}tag` })
      .first();
    return known !== undefined && known.value !== '';
  });

  async function deliveries(destinationId: string): Promise<DeliveryRow[]> {
    const rows = await knex('destinations_deliveries')
      .leftJoin('destinations_leases', 'delivery_id', 'id')
      .where({ destination_id: destinationId })
      .orderBy('id');
    return rows.map(toDelivery);
  }

  async function row(destinationId: string): Promise<DestinationRow> {
    const found = await knex('destinations_destinations').where({ id: destinationId }).first();
    return {
      streak: Number(found.failure_streak),
      suspended: found.suspended_at !== null,
      reason: found.suspended_reason,
      nextProbeAt: found.next_probe_at === null ? null : Number(found.next_probe_at),
    };
  }

  function nextName(): string {
    names += 1;
    return `Tag ${names}`;
  }

  return {
    playground,
    async receiver(answer = 200) {
      const receiver = await startReceiver(answer);
      receivers.push(receiver);
      return receiver;
    },
    destination: (receiver, failureHandling = {}, others = {}) =>
      createDestination(playground, {
        url: receiver.url,
        events: ['tag.*'],
        failureHandling,
        ...others,
      }),
    async publish() {
      const { documentId } = await tags.create({ data: { name: nextName() } });
      return documentId;
    },
    async change(documentId) {
      await tags.update({ documentId, data: { name: nextName() } });
    },
    deliveries,
    untilStatuses: (destinationId, statuses) =>
      eventually(
        `deliveries that are ${statuses.join(', ')}`,
        async () => {
          const found = await deliveries(destinationId);
          const isSo = String(found.map(({ status }) => status)) === String(statuses);
          return isSo ? found : null;
        },
        10_000
      ).catch(async (error: Error) => {
        const found = (await deliveries(destinationId)).map(({ status }) => status);
        throw new Error(`${error.message}; they are ${found.join(', ')}`);
      }),
    row,
    untilSuspended: (destinationId, reason) =>
      eventually(`suspended for ${reason}`, async () => {
        const found = await row(destinationId);
        return found.reason === reason ? found : null;
      }),
    async skipWaiting() {
      await knex('destinations_deliveries')
        .where({ status: 'pending' })
        .whereNotNull('due_at')
        .update({ due_at: 0 });
    },
    async skipToProbe(destinationId) {
      await knex('destinations_destinations')
        .where({ id: destinationId })
        .update({ next_probe_at: 0 });
    },
    async stop() {
      for (const receiver of receivers) await receiver.stop();
      await playground.stop();
    },
  };
}

export function removeDestinations({ playground }: Scene): Promise<void> {
  return deleteDestinations(playground);
}

function toDelivery(row: Record<string, unknown>): DeliveryRow {
  return {
    id: String(row.id),
    destinationId: String(row.destination_id),
    originId: String(row.origin_id),
    action: String(row.action),
    version: Number(row.version),
    status: row.token === null ? String(row.status) : 'delivering',
    reason: row.reason === null ? null : String(row.reason),
    diverted: Boolean(row.diverted),
    attemptCount: Number(row.attempt_count),
    attemptsUsed: Number(row.attempts_used),
    httpStatus: row.http_status === null ? null : Number(row.http_status),
    dueAt: row.due_at === null ? null : Number(row.due_at),
  };
}
