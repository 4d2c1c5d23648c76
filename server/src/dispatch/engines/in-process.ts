/** The engine that needs nothing but the database: every process works on what it claimed, one lane per destination. */
import { type ClaimedDelivery } from '../../queue/claim';
import { type Engine, type EngineHost } from '../engine';
import { createLanes, type LaneTarget } from '../lanes';
import { type Lease } from '../lease';
import { within } from '../within';

export function createInProcessEngine<T extends LaneTarget>(
  host: EngineHost<T>,
  elapsed: () => number
): Engine<T> {
  const lanes = createLanes(elapsed);
  const unstarted = new Set<ClaimedDelivery>();

  function add(delivery: ClaimedDelivery, target: T, lease: Lease): void {
    const lane = lanes.of(target);
    unstarted.add(delivery);
    lane.add(async () => {
      if (!unstarted.delete(delivery)) return;
      const report = await host.run(delivery, lease);
      if (report) lanes.of(report.target).report(report.isSuccess);
      if (lane.room() > 0) host.foundRoom(target.id);
    });
  }

  return {
    start: () => undefined,
    follow: (targets) => lanes.follow(targets),
    rooms: async (targets) =>
      new Map(targets.map((target) => [target.id, lanes.of(target).room()])),
    heldBackFor: (target) => lanes.of(target).heldBackFor(),
    async handOver(claimed, lease) {
      for (const delivery of claimed) {
        const target = host.targetOf(delivery.destinationId);
        if (target) add(delivery, target, lease);
      }
    },
    async stop(timeoutMs) {
      for (const delivery of unstarted) host.release(delivery);
      unstarted.clear();
      await within(timeoutMs, lanes.whenIdle());
    },
  };
}
