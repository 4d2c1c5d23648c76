/** Plays out what was planned: troubles for the two instances, weather at the receivers. */
import { setTimeout as pause } from 'node:timers/promises';

import { type Knex } from 'knex';

import { type Fleet } from './fleet';
import { type Plan, type Planned, type Trouble, type Weather } from './plan';
import { type SoakReceiver } from './receivers';

/** As PostgreSQL lists the soak's own connections, which are left alone. */
export const OWN_CONNECTION = 'soak';

export interface Stage {
  fleet: Fleet;
  receivers: Record<'steady' | 'flapping' | 'hanging', SoakReceiver>;
  knex: Knex;
  say(line: string): void;
  durationMs: number;
  signal: AbortSignal;
}

export async function playOut(plan: Plan, stage: Stage): Promise<void> {
  const { durationMs, receivers, signal } = stage;
  const startedAt = Date.now();
  const until = (ms: number): Promise<void> =>
    pause(Math.max(0, startedAt + ms - Date.now()), undefined, { signal });

  async function play<T>(events: readonly Planned<T>[], act: (event: T) => Promise<void>) {
    for (const { atMs, event } of events) {
      await until(atMs);
      await act(event);
    }
  }

  const blow = async (receiver: SoakReceiver, { kind, forMs }: Weather) => {
    receiver.weather(kind);
    await pause(forMs, undefined, { signal });
    receiver.weather('fine');
  };
  await Promise.all([
    until(durationMs),
    play(plan.troubles, (event) => trouble(event, stage)),
    play(plan.flapping, (event) => blow(receivers.flapping, event)),
    play(plan.hanging, (event) => blow(receivers.hanging, event)),
  ]);
}

async function trouble(event: Trouble, { fleet, knex, say }: Stage): Promise<void> {
  say(`! ${Object.values(event).join(' ')}`);
  switch (event.kind) {
    case 'kill':
      await fleet.kill(event.instance);
      return;
    case 'freeze':
      await fleet.freeze(event.instance, event.forMs);
      return;
    case 'database away':
      await fleet.takeDatabaseAway(event.forMs);
      return;
    case 'connections ended':
      await endConnections(knex);
  }
}

/** Those of the instances; a connection of the soak's own says so in its name. */
async function endConnections(knex: Knex): Promise<void> {
  await knex.raw(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name <> ?`,
    [OWN_CONNECTION]
  );
}
