/**
 * Sends one test message to a destination, on the spot and past the queue: also to one that is inactive or suspended.
 * It has one attempt; it goes into the history, and nowhere else.
 */
import { eventOf, parseEvent } from '../../../contracts/event-name';
import { v7 as uuidv7 } from 'uuid';

import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { UNKNOWN_KEY } from '../destinations/cipher';
import { type DestinationRecord } from '../destinations/record';
import { type Target } from '../destinations/targets';
import { type Deliver } from '../dispatch/dispatcher';
import { type ClaimedDelivery } from '../queue/claim';
import { insertLeases } from '../queue/leases';
import { type Settle } from '../queue/settle';
import { type Settlement } from '../queue/settlement';
import { ConflictError, invalid } from '../support/validation';
import { originIdOf } from '../views/identity';
import { type Models } from '../views/models';
import { type SchemaRegistry } from '../views/schemas';
import { isLocalized, SAMPLE_DOCUMENT_ID } from './sample-identity';

/** Long enough to settle what was just sent; if the process dies before that, the message may come again. */
const SETTLE_WITHIN_MS = 60_000;
const SAMPLE_VERSION = 1;

/** @returns the id of the delivery */
export type SendTest = (destination: DestinationRecord, event: string) => Promise<string>;

export interface SendTestDeps {
  database: Database;
  schemas: SchemaRegistry;
  models: Models;
  /** Null when its secrets cannot be decrypted. */
  targetOf(destination: DestinationRecord): Promise<Target | null>;
  deliver: Deliver<Target>;
  settle: Settle;
  /** Why nothing may be sent at all, or null. */
  problem(): Promise<string | null>;
  defaultLocale(): Promise<string>;
}

export function createSendTest(deps: SendTestDeps): SendTest {
  const { database, schemas } = deps;

  async function sampleFor(
    destination: DestinationRecord,
    event: string
  ): Promise<ClaimedDelivery> {
    const { type, action } = parseEvent(event);
    const schema = schemas.byType(type);
    if (!schema) throw unknownEvent(event);
    const locale = isLocalized(schema, deps.models)
      ? (destination.locales[0] ?? (await deps.defaultLocale()))
      : '';
    return {
      id: uuidv7(),
      destinationId: destination.id,
      viewId: null,
      type,
      originId: originIdOf(SAMPLE_DOCUMENT_ID, locale),
      locale,
      action,
      version: SAMPLE_VERSION,
      status: 'pending',
      test: true,
      manual: true,
      attemptCount: 0,
      attemptsUsed: 0,
      reservation: null,
      leaseToken: uuidv7(),
      isProbe: false,
      dueAt: null,
    };
  }

  function unknownEvent(event: string): Error {
    const known = schemas
      .all()
      .map(({ type }) => JSON.stringify(eventOf({ type, action: 'Deploy' })));
    return invalid([
      {
        path: ['event'],
        message: `"event": expected an event of this Strapi such as ${known.slice(0, 5).join(', ') || 'none, because it has no content types'}, got ${JSON.stringify(event)}`,
      },
    ]);
  }

  const store = (delivery: ClaimedDelivery): Promise<void> =>
    database.transaction(async (trx) => {
      await database.from(TABLES.deliveries, trx).insert({
        id: delivery.id,
        destination_id: delivery.destinationId,
        view_id: null,
        type: delivery.type,
        origin_id: delivery.originId,
        locale: delivery.locale,
        action: delivery.action,
        version: delivery.version,
        status: 'pending',
        diverted: false,
        test: true,
        manual: true,
        attempt_count: 0,
        due_at: database.now(),
        created_at: database.now(),
      });
      const lease = { token: delivery.leaseToken, ms: SETTLE_WITHIN_MS };
      await insertLeases(database, [delivery.id], lease, trx);
    });

  return async (destination, event) => {
    const problem = await deps.problem();
    if (problem !== null) throw new ConflictError(problem);
    const delivery = await sampleFor(destination, event);
    const target = await deps.targetOf(destination);
    if (!target) {
      throw new ConflictError(
        `The secrets of the destination ${JSON.stringify(destination.name)} cannot be decrypted: ${UNKNOWN_KEY}`
      );
    }

    const settlement = await deps.deliver(delivery, target, () => true);
    if (settlement.kind !== 'attempted') {
      throw new ConflictError('The test was not sent, because Strapi is stopping. Try again.');
    }
    await store(delivery);
    await deps.settle([afterOnlyAttempt(settlement)]);
    return delivery.id;
  };
}

/** There is no next attempt, and nothing to wait for a person. */
function afterOnlyAttempt(
  settlement: Extract<Settlement, { kind: 'attempted' }>
): Extract<Settlement, { kind: 'attempted' }> {
  const { verdict } = settlement;
  if (verdict.kind === 'delivered') return settlement;
  const reason = verdict.kind === 'failed' ? verdict.reason : 'attempts_used_up';
  const fault = verdict.kind === 'failed' ? verdict.fault : 'other';
  return { ...settlement, verdict: { kind: 'failed', reason, divert: false, fault } };
}
