/** Writes the new status of attempted deliveries, one statement for all that ended alike. */
import { type Knex } from 'knex';

import { type Database } from '../database/database';
import { unreachable } from '../support/never';
import { changeDeliveries } from './change-deliveries';
import { type InLine } from './delivery-row';
import { type Attempted } from './settlement';
import { behind } from './siblings';

export type WriteOutcomes = (
  attempted: readonly Attempted[],
  overtaken: ReadonlySet<string>,
  trx: Knex.Transaction
) => Promise<void>;

export function createWriteOutcomes(database: Database): WriteOutcomes {
  /** Each delivery has its own time, all of them one statement. */
  function nextAttempts(group: readonly Attempted[]): Knex.Raw {
    const cases = group.map(() => 'WHEN ? THEN CAST(? AS DECIMAL(20))').join(' ');
    const bindings = group.flatMap(({ delivery, verdict }) => [
      delivery.id,
      verdict.kind === 'retry' ? Math.round(verdict.delayMs) : 0,
    ]);
    return database.raw(`${database.capabilities.nowSql} + CASE id ${cases} ELSE 0 END`, bindings);
  }

  function changeFor(group: readonly Attempted[], isOvertaken: boolean): Record<string, unknown> {
    const { verdict } = group[0];
    const settled = { settled_at: database.now() };
    switch (verdict.kind) {
      case 'delivered':
        return { status: 'delivered', reason: null, ...settled };
      case 'retry':
        return isOvertaken
          ? { status: 'superseded', reason: 'newer_version', ...settled }
          : { due_at: nextAttempts(group) };
      case 'failed':
        return {
          status: 'failed',
          reason: verdict.reason,
          diverted: verdict.divert,
          ...settled,
        };
      default:
        return unreachable(verdict);
    }
  }

  return async (attempted, overtaken, trx) => {
    const groups = new Map<string, Attempted[]>();
    for (const settlement of attempted) {
      const key = outcomeKey(settlement, overtaken);
      const group = groups.get(key);
      if (group) group.push(settlement);
      else groups.set(key, [settlement]);
    }
    for (const group of groups.values()) {
      const values = {
        lease_token: null,
        due_at: null,
        manual: false,
        attempt_count: database.raw('attempt_count + 1'),
        ...(usesAttempt(group[0]) ? { attempts_used: database.raw('attempts_used + 1') } : {}),
        http_status: group[0].attempt.httpStatus,
        ...changeFor(group, overtaken.has(group[0].delivery.id)),
      };
      const ids = group.map(({ delivery }) => delivery.id);
      await changeDeliveries(database, ids, values, trx);
    }
  };
}

/** Deliveries that would be tried again although a newer version of their view is waiting. */
export function overtakenIn(
  attempted: readonly Attempted[],
  lines: ReadonlyMap<string, readonly InLine[]>
): Set<string> {
  const overtaken = attempted.filter(
    ({ delivery, coalesce, verdict }) =>
      verdict.kind === 'retry' && coalesce && behind(delivery, lines).length > 0
  );
  return new Set(overtaken.map(({ delivery }) => delivery.id));
}

function usesAttempt({ verdict }: Attempted): boolean {
  return verdict.kind !== 'retry' || verdict.usesAttempt;
}

/** Deliveries with the same key are changed by the same statement. */
function outcomeKey(settlement: Attempted, overtaken: ReadonlySet<string>): string {
  const { verdict, attempt, delivery } = settlement;
  const reason = verdict.kind === 'failed' ? `${verdict.reason} ${verdict.divert}` : '';
  const isOvertaken = overtaken.has(delivery.id);
  return [verdict.kind, reason, attempt.httpStatus, isOvertaken, usesAttempt(settlement)].join(' ');
}
