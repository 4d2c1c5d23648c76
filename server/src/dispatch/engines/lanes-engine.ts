/** Works on what it is given, one lane per destination. Its thread has nothing else to do; see threaded/. */
import { type Engine, type LaneHost, type Room } from '../engine';
import { createLanes, type LaneTarget } from '../lanes';
import { type Lease } from '../lease';
import { within } from '../within';

export function createLanesEngine<T extends LaneTarget, D extends { destinationId: string }>(
  host: LaneHost<T, D>,
  elapsed: () => number
): Engine<T, D> {
  const lanes = createLanes(elapsed);
  const unstarted = new Set<D>();

  function add(delivery: D, target: T, lease: Lease): void {
    const lane = lanes.of(target);
    unstarted.add(delivery);
    lane.add(async () => {
      if (!unstarted.delete(delivery)) return;
      const report = await host.run(delivery, lease);
      if (report) lanes.of(report.target).report(report.isSuccess);
      if (lane.room() > 0) host.foundRoom(target.id);
    });
  }

  function roomOf(target: T): Room {
    const lane = lanes.of(target);
    return { free: lane.room(), heldBackMs: lane.heldBackFor() };
  }

  return {
    start: () => undefined,
    follow: (targets) => lanes.follow(targets),
    rooms: async (targets) => new Map(targets.map((target) => [target.id, roomOf(target)])),
    async handOver(claimed, lease) {
      for (const delivery of claimed) {
        const target = host.targetOf(delivery.destinationId);
        if (target) add(delivery, target, lease);
        else host.release(delivery);
      }
    },
    async stop(timeoutMs) {
      for (const delivery of unstarted) host.release(delivery);
      unstarted.clear();
      await within(timeoutMs, lanes.whenIdle());
    },
  };
}
