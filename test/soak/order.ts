/**
 * Watches, at a receiver, that no older version of a view arrives after a newer one, and that no two requests for
 * one view are in flight at once. What looks wrong here may be a request of a frozen process that was started in
 * time: `judge` asks the history when each was started.
 */
export interface Arrival {
  deliveryId: string;
  attempt: number;
  /** Destination and view. */
  line: string;
  version: number;
  atMs: number;
}

/** The arrivals in question: `second` came after `first`, or while it was unanswered. */
export interface Doubt {
  kind: 'order' | 'overlap';
  first: Arrival;
  second: Arrival;
}

/** When an attempt was started by the clock of its process; null when nobody wrote it down. */
export type StartOf = (arrival: Arrival) => number | null;

export interface OrderWatch {
  arrived(arrival: Arrival): void;
  /** Answered, or its connection was closed. */
  ended(arrival: Arrival): void;
  doubts: readonly Doubt[];
}

export function createOrderWatch(): OrderWatch {
  const newest = new Map<string, Arrival>();
  const inFlight = new Map<string, Set<Arrival>>();
  const doubts: Doubt[] = [];

  return {
    doubts,
    arrived(arrival) {
      const before = newest.get(arrival.line);
      if (before && before.version > arrival.version) {
        doubts.push({ kind: 'order', first: before, second: arrival });
      } else newest.set(arrival.line, arrival);

      const others = inFlight.get(arrival.line) ?? new Set();
      for (const first of others) doubts.push({ kind: 'overlap', first, second: arrival });
      inFlight.set(arrival.line, others.add(arrival));
    },
    ended(arrival) {
      const others = inFlight.get(arrival.line);
      others?.delete(arrival);
      if (others?.size === 0) inFlight.delete(arrival.line);
    },
  };
}

export interface FrozenTime {
  fromMs: number;
  toMs: number;
}

/**
 * What the contract allows: an older version may arrive late when its attempt was started before the newer one's;
 * a second request may come while the first is unanswered when a process was frozen longer than any lease in between.
 * @returns a sentence for each doubt that is a mistake
 */
export function judge(
  doubts: readonly Doubt[],
  startOf: StartOf,
  { frozen, leaseMs }: { frozen: readonly FrozenTime[]; leaseMs: number }
): string[] {
  return doubts.filter((doubt) => !isAllowed(doubt)).map(describe);

  function isAllowed({ kind, first, second }: Doubt): boolean {
    if (kind === 'order') {
      const [newer, older] = [startOf(first), startOf(second)];
      return newer !== null && older !== null && older <= newer;
    }
    return frozen.some(
      ({ fromMs, toMs }) => toMs - fromMs >= leaseMs && fromMs <= second.atMs && toMs >= first.atMs
    );
  }

  function describe({ kind, first, second }: Doubt): string {
    const name = ({ deliveryId, attempt, version, atMs }: Arrival): string =>
      `version ${version} (delivery ${deliveryId}, attempt ${attempt}, arrived ${iso(atMs)})`;
    const started = [first, second].map((arrival) => iso(startOf(arrival))).join(' and ');
    const between = kind === 'order' ? 'came after' : 'came during';
    return `${second.line}: ${name(second)} ${between} ${name(first)}; started ${started}`;
  }
}

function iso(ms: number | null): string {
  return ms === null ? 'at an unknown time' : new Date(ms).toISOString();
}
