/** How much waits, for the metrics. Every count has a limit, so that a scrape costs the same with any backlog. */
import { type Database } from '../database/database';
import { TABLES } from '../database/tables';
import { type FindDue } from '../queue/due';

/** One more than what is worth telling apart. */
const MAX_COUNTED = 10_001;

export interface Backlogs {
  /** Recorded changes that wait for the planner. */
  changes: number;
  /** Entries whose referrers are still to be told. */
  fanouts: number;
  /** Redeploys, repairs and other long work under way. */
  jobs: number;
  destinations: DestinationBacklog[];
}

export interface DestinationBacklog {
  id: string;
  /** Deliveries that wait or are being sent. */
  deliveries: number;
  /** How long the oldest due one has waited; 0 when nothing is due. */
  oldestDueSeconds: number;
}

export type MeasureBacklogs = (destinationIds: readonly string[]) => Promise<Backlogs>;

export function createMeasureBacklogs(database: Database, findDue: FindDue): MeasureBacklogs {
  const count = (rows: ReturnType<Database['from']>): Promise<number> =>
    database.countUpTo(MAX_COUNTED, rows);

  return async (destinationIds) => {
    const due = await findDue(destinationIds);
    const destinations: DestinationBacklog[] = [];
    // One after the other: on SQLite the editors wait for the same connection.
    for (const id of destinationIds) {
      destinations.push({
        id,
        deliveries: await count(
          database.from(TABLES.deliveries).where({ destination_id: id, status: 'pending' })
        ),
        oldestDueSeconds: Math.max(0, -(due.get(id) ?? 0)) / 1_000,
      });
    }
    return {
      // Hints of writes that may never come lie in the future.
      changes: await count(database.from(TABLES.changes).where('due_at', '<=', database.now())),
      fanouts: await count(database.from(TABLES.fanouts).whereNotNull('due_at')),
      jobs: await count(database.from(TABLES.jobs).whereNotNull('due_at')),
      destinations,
    };
  };
}
