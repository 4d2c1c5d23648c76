/**
 * A view schema whose code throws: tried again a little later, and in the end a failed delivery that shows the error.
 * No request is made for it, nobody is suspended, and the other views of the entry have long gone on.
 */
import { type Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';

import { type ChangeLog } from '../capture/change-log';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { type DestinationRecord } from '../destinations/record';
import { receives } from '../destinations/subscription';
import { type Logger } from '../support/logger';
import { DEFAULT_SPACE } from '../views/schemas';
import { type Failed } from './decide';
import { type FailedDelivery } from './failed-delivery';

const MAX_TRIES = 3;
/** Before the second and the third try. */
const DELAYS_MS = [10_000, 20_000];

export interface SchemaFailures {
  /** @returns the deliveries that failed for good, to be told of once this is committed */
  note(
    failed: readonly Failed[],
    context: { destinations: readonly DestinationRecord[]; trx: Knex.Transaction }
  ): Promise<FailedDelivery[]>;
}

export function createSchemaFailures(
  database: Database,
  changeLog: ChangeLog,
  logger: Logger
): SchemaFailures {
  function rowsOf({ identity, before, error }: Failed, destination: DestinationRecord) {
    const id = uuidv7();
    const delivery = {
      id,
      destination_id: destination.id,
      view_id: before?.id ?? null,
      type: identity.type,
      origin_id: identity.originId,
      locale: identity.locale,
      action: 'Deploy' as const,
      version: before?.version ?? 0,
      status: 'failed',
      reason: 'schema_error',
      diverted: false,
      test: false,
      manual: false,
      attempt_count: 0,
      created_at: database.now(),
      settled_at: database.now(),
    };
    const attempt = {
      delivery_id: id,
      number: 0,
      started_at: database.now(),
      duration_ms: 0,
      error_code: 'schema_error',
      error_message: error.message,
      request_headers: '{}',
      response_headers: '{}',
      manual: false,
    };
    return { delivery, attempt };
  }

  async function giveUp(
    failed: readonly Failed[],
    destinations: readonly DestinationRecord[],
    trx: Knex.Transaction
  ): Promise<FailedDelivery[]> {
    const rows = failed.flatMap((failure) => {
      const { identity, before, schema } = failure;
      const toMatch = {
        type: schema.type,
        locale: identity.locale,
        space: before?.space ?? DEFAULT_SPACE,
        destinations: schema.destinations,
      };
      return destinations
        .filter((destination) => receives(destination, toMatch, 'Deploy'))
        .map((destination) => rowsOf(failure, destination));
    });
    await database.insertAll(
      TABLES.deliveries,
      rows.map(({ delivery }) => delivery),
      trx
    );
    await database.insertAll(
      TABLES.attempts,
      rows.map(({ attempt }) => attempt),
      trx
    );
    return rows.map(({ delivery, attempt }) => ({
      id: delivery.id,
      destinationId: delivery.destination_id,
      type: delivery.type,
      action: delivery.action,
      originId: delivery.origin_id,
      version: delivery.version,
      reason: delivery.reason,
      attempts: delivery.attempt_count,
      httpStatus: null,
      durationMs: null,
      error: attempt.error_message,
    }));
  }

  return {
    async note(failed, { destinations, trx }) {
      for (const { identity, error, tries } of failed) {
        logger.warn(
          `The view schema "${identity.type}" failed for ${identity.originId} (try ${tries} of ${MAX_TRIES}): ${error.message}`
        );
      }
      for (const { identity, tries } of failed.filter((failure) => failure.tries < MAX_TRIES)) {
        const { uid, documentId, locale, type } = identity;
        const touched = { uid, documentId, locale, wasLive: false, isLive: true };
        await changeLog.retry(touched, { type, tries, delayMs: DELAYS_MS[tries - 1] }, trx);
      }
      return giveUp(
        failed.filter(({ tries }) => tries >= MAX_TRIES),
        destinations,
        trx
      );
    },
  };
}
