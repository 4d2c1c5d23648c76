/**
 * Numbers for Prometheus. What happens is counted in memory when outcomes are stored; what waits is measured when
 * somebody asks. Every instance counts its own.
 */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

import { type DestinationRecord } from '../destinations/record';
import { type Settle } from '../queue/settle';
import { type Settlement } from '../queue/settlement';
import { type MeasureBacklogs } from './backlogs';
import { type Heartbeat } from './heartbeat';

/** Destinations with series of their own; the rest is counted together. */
const MAX_DESTINATIONS = 500;
const REST = 'other';

export interface MetricsDeps {
  /** Destinations that are Active, suspended or not. */
  active(): Promise<readonly DestinationRecord[]>;
  /** As it was last read, without asking the database; null for an unknown one. */
  aliasOf(destinationId: string): string | null;
  measureBacklogs: MeasureBacklogs;
  dispatcher: Pick<Heartbeat, 'isAlive'>;
  planner: Pick<Heartbeat, 'isAlive'>;
}

export interface Metrics {
  /** The same, counted. */
  counting(settle: Settle): Settle;
  /** In Prometheus' text format. */
  read(): Promise<{ contentType: string; text: string }>;
}

export function createMetrics(deps: MetricsDeps): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const gauge = <Label extends string = never>(name: string, help: string, labels: Label[] = []) =>
    new Gauge({ name: `destinations_${name}`, help, labelNames: labels, registers });

  const attempts = new Counter({
    name: 'destinations_attempts_total',
    help: 'Requests to receivers, by what became of the delivery: delivered, retry or failed.',
    labelNames: ['destination', 'outcome'],
    registers,
  });
  const durations = new Histogram({
    name: 'destinations_attempt_duration_seconds',
    help: 'From the start of a request to the end of its answer.',
    labelNames: ['destination'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers,
  });
  const batches = new Histogram({
    name: 'destinations_settle_batch_size',
    help: 'Outcomes that were stored in one transaction.',
    buckets: [1, 2, 5, 10, 25, 50, 100, 200],
    registers,
  });
  const backlog = gauge('backlog', 'Deliveries that wait or are sent, up to 10001.', [
    'destination',
  ]);
  const oldestDue = gauge('oldest_due_seconds', 'How long the oldest due delivery has waited.', [
    'destination',
  ]);
  const suspended = gauge('suspended', '1 while the destination is suspended.', ['destination']);
  const changes = gauge('changes_waiting', 'Changes that wait for the planner, up to 10001.');
  const fanouts = gauge('fanouts', 'Entries whose referrers are still to be told, up to 10001.');
  const jobs = gauge('jobs', 'Redeploys, repairs and ledger builds under way.');
  const dispatcherAlive = gauge('dispatcher_alive', '1 while this instance sends.');
  const plannerAlive = gauge('planner_alive', '1 while this instance plans.');

  const labels = new Set<string>();
  function labelOf(name: string): string {
    if (labels.size < MAX_DESTINATIONS) labels.add(name);
    return labels.has(name) ? name : REST;
  }

  function count(settlement: Settlement): void {
    // A test counts in no statistic.
    if (settlement.kind !== 'attempted' || settlement.delivery.test) return;
    const { delivery, verdict, attempt } = settlement;
    const destination = labelOf(deps.aliasOf(delivery.destinationId) ?? delivery.destinationId);
    attempts.inc({ destination, outcome: verdict.kind });
    durations.observe({ destination }, attempt.durationMs / 1_000);
  }

  async function measure(): Promise<void> {
    const active = (await deps.active()).slice(0, MAX_DESTINATIONS);
    const measured = await deps.measureBacklogs(active.map(({ id }) => id));
    const byId = new Map(active.map((destination) => [destination.id, destination]));
    for (const each of [backlog, oldestDue, suspended]) each.reset();
    for (const { id, deliveries, oldestDueSeconds } of measured.destinations) {
      const destination = byId.get(id)?.alias ?? id;
      backlog.set({ destination }, deliveries);
      oldestDue.set({ destination }, oldestDueSeconds);
      suspended.set({ destination }, byId.get(id)?.suspendedAt === null ? 0 : 1);
    }
    changes.set(measured.changes);
    fanouts.set(measured.fanouts);
    jobs.set(measured.jobs);
    dispatcherAlive.set(deps.dispatcher.isAlive() ? 1 : 0);
    plannerAlive.set(deps.planner.isAlive() ? 1 : 0);
  }

  let measuring: Promise<void> | null = null;

  return {
    counting: (settle) => async (settlements) => {
      const settled = await settle(settlements);
      batches.observe(settlements.length);
      settlements.forEach(count);
      return settled;
    },

    async read() {
      // Whoever asks meanwhile gets the same numbers.
      measuring ??= measure().finally(() => {
        measuring = null;
      });
      await measuring;
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}
