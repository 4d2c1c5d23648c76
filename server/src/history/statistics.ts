/** Reads how destinations are doing. Costs the same with any backlog and any history. */
import {
  type DeliveryCounts,
  type DestinationStatistics,
  type HourStatistics,
  type Statistics,
} from '../../../contracts/statistics';
import { type Action } from '../../../contracts/message';
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { type DueTimes, type FindDue } from '../queue/due';
import { HOUR_MS } from '../queue/statistics';
import { type Clock } from '../support/clock';
import { immediate } from '../support/immediate';
import { selectShown, shownStatus } from './shown-status';

const MAX_COUNTED = 10_000;

type Row = Record<string, string | number | null>;

interface HourRow extends Omit<HourStatistics, 'averageMs'> {
  durationMs: number;
}

export interface StatisticsDeps {
  database: Database;
  findDue: FindDue;
  /** Of destinations that are not deleted. */
  destinationIds(): Promise<string[]>;
  clock: Pick<Clock, 'now'>;
}

export type ReadStatistics = (hours: number) => Promise<Statistics>;

export function createReadStatistics(deps: StatisticsDeps): ReadStatistics {
  const { database, clock } = deps;

  async function hoursSince(from: number, ids: readonly string[]): Promise<HourRow[]> {
    const rows: Row[] = await database
      .from(TABLES.statistics)
      .where('hour', '>=', from)
      .orderBy(['hour', 'destination_id']);
    const known = new Set(ids);
    return rows.map(toHour).filter(({ destinationId }) => known.has(destinationId));
  }

  async function lastDeliveries(): Promise<Map<string, Row>> {
    const latest = database
      .from(TABLES.statistics)
      .select('destination_id')
      .max({ hour: 'hour' })
      .whereNotNull('last_delivery_id')
      .groupBy('destination_id')
      .as('latest');
    const ids: string[] = await database
      .from(TABLES.statistics)
      .join(latest, function sameHour() {
        this.on(`${TABLES.statistics}.destination_id`, 'latest.destination_id');
        this.andOn(`${TABLES.statistics}.hour`, 'latest.hour');
      })
      .pluck('last_delivery_id');
    const rows: Row[] = await selectShown(database.byIds(TABLES.deliveries, ids));
    return new Map(rows.map((row) => [String(row.destination_id), row]));
  }

  async function countWaiting(destinationId: string): Promise<number> {
    const waiting = database
      .from(TABLES.deliveries)
      .where({ destination_id: destinationId, status: 'pending' });
    const total = await database.countUpTo(MAX_COUNTED + 1, waiting);
    // Others first: on SQLite every one of these counts has the thread to itself.
    await immediate();
    return total;
  }

  async function backlogOf(id: string, due: DueTimes): Promise<DestinationStatistics['backlog']> {
    const waiting = await countWaiting(id);
    const dueIn = due.get(id) ?? Infinity;
    return {
      waiting: Math.min(waiting, MAX_COUNTED),
      capped: waiting > MAX_COUNTED,
      oldestDueAt: dueIn <= 0 ? new Date(clock.now() + dueIn).toISOString() : null,
    };
  }

  return async (hours) => {
    const now = clock.now();
    const from = Math.floor(now / HOUR_MS) * HOUR_MS - (hours - 1) * HOUR_MS;
    const ids = await deps.destinationIds();
    const counted = await hoursSince(from, ids);
    const countedOf = byDestination(counted);
    const last = await lastDeliveries();
    const due = await deps.findDue(ids);

    const destinations: DestinationStatistics[] = [];
    for (const id of ids) {
      const row = last.get(id);
      destinations.push({
        id,
        ...sum(countedOf.get(id) ?? []),
        backlog: await backlogOf(id, due),
        lastDelivery: row ? toLastDelivery(row) : null,
      });
    }
    return {
      from: new Date(from).toISOString(),
      to: new Date(now).toISOString(),
      hours: counted.map((row) => ({
        destinationId: row.destinationId,
        hour: row.hour,
        ...sum([row]),
      })),
      destinations,
    };
  };
}

function toHour(row: Row): HourRow {
  return {
    destinationId: String(row.destination_id),
    hour: new Date(Number(row.hour)).toISOString(),
    delivered: Number(row.delivered),
    failed: Number(row.failed),
    attempts: Number(row.attempts),
    failedAttempts: Number(row.failed_attempts),
    durationMs: Number(row.duration_ms),
  };
}

function byDestination(rows: readonly HourRow[]): Map<string, HourRow[]> {
  const groups = new Map<string, HourRow[]>();
  for (const row of rows) {
    const group = groups.get(row.destinationId);
    if (group) group.push(row);
    else groups.set(row.destinationId, [row]);
  }
  return groups;
}

function sum(rows: readonly HourRow[]): DeliveryCounts {
  const total = (of: (row: HourRow) => number): number =>
    rows.reduce((result, row) => result + of(row), 0);
  const attempts = total((row) => row.attempts);
  return {
    delivered: total((row) => row.delivered),
    failed: total((row) => row.failed),
    attempts,
    failedAttempts: total((row) => row.failedAttempts),
    averageMs: attempts === 0 ? null : Math.round(total((row) => row.durationMs) / attempts),
  };
}

function toLastDelivery(row: Row): DestinationStatistics['lastDelivery'] {
  return {
    id: String(row.id),
    status: shownStatus(row),
    at: new Date(Number(row.settled_at ?? row.created_at)).toISOString(),
    action: String(row.action) as Action,
    type: String(row.type),
    originId: String(row.origin_id),
  };
}
