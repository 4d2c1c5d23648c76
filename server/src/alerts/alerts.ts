/**
 * Tells people and machines that something is wrong with a destination, or right again. Nobody waits for an alert;
 * one that fails is logged and not repeated.
 */
import { type DestinationRecord } from '../destinations/record';
import { type Target } from '../destinations/targets';
import { type News } from '../queue/settle';
import { type Clock } from '../support/clock';
import { toError } from '../support/errors';
import { type Logger } from '../support/logger';
import { alertBody, type AlertEvent, alertsOf, alertText } from './alert';
import { type TakeTurn } from './once-a-minute';
import { type PostAlert } from './post';

/** On the way at the same time; more than that are not sent, for then something else is wrong. */
const MAX_UNDER_WAY = 100;
/** Between two lines in the log about alerts that are not sent. */
const SAY_AGAIN_MS = 60_000;

export interface Alerts {
  /** Returns at once, never throws. */
  raise(news: News): void;
  /** Resolves when none is under way. */
  whenIdle(): Promise<unknown>;
}

export interface AlertsDeps {
  /** Destinations that are Active, suspended or not. */
  active(): Promise<readonly DestinationRecord[]>;
  /** Null when its secrets cannot be decrypted. */
  targetOf(record: DestinationRecord): Promise<Target | null>;
  takeTurn: TakeTurn;
  post: PostAlert;
  email(message: { to: string; subject: string; text: string }): Promise<void>;
  clock: Pick<Clock, 'now' | 'elapsed'>;
  logger: Logger;
}

export function createAlerts(deps: AlertsDeps): Alerts {
  const underWay = new Set<Promise<void>>();
  let saidAt = -Infinity;

  async function sendAll(events: readonly AlertEvent[]): Promise<void> {
    const records = new Map((await deps.active()).map((record) => [record.id, record]));
    await Promise.all(
      events.map(async (event) => {
        const record = records.get(event.destinationId);
        const { alertUrl, alertEmail } = record?.failureHandling ?? {};
        if (!record || (!alertUrl && !alertEmail)) return;
        if (!(await deps.takeTurn(record.id, event.type))) return;
        await Promise.all([
          alertUrl ? reporting('alertUrl', event, record, postTo(alertUrl, event, record)) : null,
          alertEmail
            ? reporting('alertEmail', event, record, emailTo(alertEmail, event, record))
            : null,
        ]);
      })
    );
  }

  async function reporting(
    setting: string,
    { type }: AlertEvent,
    { name }: DestinationRecord,
    sending: Promise<void>
  ): Promise<void> {
    try {
      await sending;
    } catch (error) {
      deps.logger.error(
        `An alert (${type}) of destination "${name}" did not reach its ${setting}: ${toError(error).message}`
      );
    }
  }

  async function emailTo(to: string, event: AlertEvent, record: DestinationRecord): Promise<void> {
    await deps.email({ to, ...alertText(event, record) });
  }

  async function postTo(url: string, event: AlertEvent, record: DestinationRecord): Promise<void> {
    const target = await deps.targetOf(record);
    if (!target) throw new Error('its secrets cannot be decrypted');
    const body = alertBody(event, record, deps.clock.now());
    await deps.post({ url, secrets: target.secrets, body });
  }

  async function start(events: readonly AlertEvent[]): Promise<void> {
    try {
      await sendAll(events);
    } catch (error) {
      deps.logger.error(`Alerts could not be sent: ${toError(error).message}`);
    }
  }

  function sayTooMany(): void {
    if (deps.clock.elapsed() - saidAt < SAY_AGAIN_MS) return;
    saidAt = deps.clock.elapsed();
    deps.logger.warn(
      `${MAX_UNDER_WAY} alerts are on the way already: until some of them have arrived, others are not sent.`
    );
  }

  return {
    raise(news) {
      const events = firstOfEach(alertsOf(news));
      if (events.length === 0) return;
      if (underWay.size >= MAX_UNDER_WAY) {
        sayTooMany();
        return;
      }
      const sending = start(events);
      underWay.add(sending);
      void sending.then(() => underWay.delete(sending));
    },
    whenIdle: () => Promise.all(underWay),
  };
}

/** The first of its kind stands for the others, which would come within the same minute. */
function firstOfEach(events: readonly AlertEvent[]): AlertEvent[] {
  const first = new Map<string, AlertEvent>();
  for (const event of events) {
    const key = `${event.destinationId} ${event.type}`;
    if (!first.has(key)) first.set(key, event);
  }
  return [...first.values()];
}
