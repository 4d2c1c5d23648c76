/** Works on what it is given, one lane per destination. Its thread has nothing else to do; see threaded/. */
import { type Engine, type LaneHost, type Room } from '../engine';
import { createLanes, type LaneTarget } from '../lanes';
import { type Lease } from '../lease';
import { within } from '../within';

/** Hundreds wait at a time: one small object each, what they need besides is shared. */
interface Handed<T, D> {
  delivery: D;
  /** As it was when the delivery was handed over: its lane is where there is room again. */
  target: T;
  lease: Lease;
}

export function createLanesEngine<T extends LaneTarget, D extends { destinationId: string }>(
  host: LaneHost<T, D>,
  elapsed: () => number
): Omit<Engine<T, D>, 'certainRoom'> {
  const lanes = createLanes<Handed<T, D>>(elapsed, work);

  async function work({ delivery, target, lease }: Handed<T, D>): Promise<void> {
    const report = await host.run(delivery, lease);
    if (report) lanes.of(report.target).report(report.isSuccess);
    if (lanes.of(target).room() > 0) host.foundRoom(target.id);
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
        if (target) lanes.of(target).add({ delivery, target, lease });
        else host.release(delivery);
      }
    },
    async stop(timeoutMs) {
      for (const { delivery } of lanes.takeBack()) host.release(delivery);
      await within(timeoutMs, lanes.whenIdle());
    },
  };
}
