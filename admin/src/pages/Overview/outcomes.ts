/** Deliveries by the hour, the empty hours filled in, as charts draw them. Pure. */
import { type Statistics } from '../../../../contracts/statistics';

const HOUR_MS = 3_600_000;

export interface HourOutcomes {
  /** When it began. ISO 8601. */
  hour: string;
  delivered: number;
  failed: number;
}

type Counted = Pick<Statistics, 'from' | 'to'> & {
  hours: readonly Pick<
    Statistics['hours'][number],
    'destinationId' | 'hour' | 'delivered' | 'failed'
  >[];
};

/** @param destinationId left out for all of them together */
export function outcomesByHour(statistics: Counted, destinationId?: string): HourOutcomes[] {
  const rows = statistics.hours.filter(
    (row) => destinationId === undefined || row.destinationId === destinationId
  );
  return hoursOf(statistics).map((start) => {
    const inHour = rows.filter((row) => beginningOf(row.hour) === start);
    return {
      hour: new Date(start).toISOString(),
      delivered: sum(inHour.map(({ delivered }) => delivered)),
      failed: sum(inHour.map(({ failed }) => failed)),
    };
  });
}

export function totalOf(outcomes: readonly HourOutcomes[]): { delivered: number; failed: number } {
  return {
    delivered: sum(outcomes.map(({ delivered }) => delivered)),
    failed: sum(outcomes.map(({ failed }) => failed)),
  };
}

function hoursOf({ from, to }: Counted): number[] {
  const first = beginningOf(from);
  const last = beginningOf(to);
  return Array.from({ length: (last - first) / HOUR_MS + 1 }, (_none, at) => first + at * HOUR_MS);
}

function beginningOf(time: string): number {
  return Math.floor(Date.parse(time) / HOUR_MS) * HOUR_MS;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
