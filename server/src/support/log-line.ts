/**
 * One wide line per thing that happened: its name, then `name=value`, the same names everywhere. The fields go along
 * as they are, for loggers that write JSON.
 */
import { type Logger } from './logger';

/** What may be said about a delivery and its destination; nothing else, so that no secret slips in. */
export interface LogFields {
  delivery?: string;
  /** Its id. */
  destination: string;
  alias?: string | null;
  /** `<type>.deploy` or `<type>.remove`. */
  event?: string;
  origin?: string;
  version?: number;
  attempt?: number;
  outcome?: string;
  status?: number | null;
  durationMs?: number | null;
  reason?: string;
  /** Deliveries that failed in a row. */
  failures?: number;
  error?: string | null;
  test?: boolean;
}

export type LogEvent =
  | 'delivery.attempted'
  | 'delivery.failed'
  | 'delivery.skipped'
  | 'delivery.released'
  | 'destination.suspended'
  | 'destination.recovered';

/** @param fieldsOf asked only when somebody will read the line */
export function logLine(
  logger: Logger,
  level: 'debug' | 'info' | 'warn',
  name: LogEvent,
  fieldsOf: () => LogFields
): void {
  if (!logger.isLevelEnabled(level)) return;
  const fields = fieldsOf();
  const parts = Object.entries(fields).flatMap(([key, value]) =>
    value === null || value === undefined ? [] : [`${key}=${show(value)}`]
  );
  logger[level]([name, ...parts].join(' '), { ...fields });
}

/** In quotes where it would not be one word; a line break is written as an escape. */
function show(value: string | number | boolean): string {
  const text = String(value);
  return /^[\w.:/@+-]+$/.test(text) ? text : JSON.stringify(text);
}
