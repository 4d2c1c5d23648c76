/** The thread that sends: lanes, attempts, and what becomes of them. Knows no database. */
import { type Clock } from '../../../support/clock';
import { toError } from '../../../support/errors';
import { type Report } from '../../engine';
import { type LaneTarget } from '../../lanes';
import { type Begun, DEFAULT_LEASE, type Lease, mayBegin } from '../../lease';
import { createLanesEngine } from '../lanes-engine';
import { type FromThread, type Line, type ToThread } from './messages';
import { createOutbox } from './outbox';
import { type Parcel, unpackParcel } from './parcel';

export type ThreadTarget = LaneTarget & Begun;

/**
 * @typeParam C what all messages have in common
 * @typeParam A what an attempt was like
 * @typeParam R the same, as it is told to the other thread
 */
export interface SendingThreadDeps<T, C, A, R> {
  line: Line<ToThread<T, C>, FromThread<R>>;
  /** One request. */
  attempt(parcel: Parcel, target: T, common: C): Promise<A>;
  pack(record: A, share: (text: string) => number): R;
  isSuccess(record: A): boolean;
  clock: Pick<Clock, 'elapsed'>;
}

export function runSendingThread<T extends ThreadTarget, C, A, R>(
  deps: SendingThreadDeps<T, C, A, R>
): void {
  const { line, attempt, pack, isSuccess, clock } = deps;
  const elapsed = (): number => clock.elapsed();
  let targets = new Map<string, T>();
  let common: C | null = null;
  let underWay = 0;
  let isStopping = false;
  /** Destinations of which the other thread should hear when there is room: it looks for all that it hears of. */
  const untold = new Set<string>();
  const outbox = createOutbox<R>({ post: line.post, isQuiet: () => underWay === 0 });

  /** By the newest picture of the destination: what was claimed for one that has gone since is not sent any more. */
  async function run(parcel: Parcel, lease: Lease): Promise<Report<T> | null> {
    const target = targets.get(parcel.destinationId);
    const isPermitted = mayBegin(parcel, target, lease, {
      elapsed: elapsed(),
      times: DEFAULT_LEASE,
    });
    if (isStopping || !target || common === null || !isPermitted) {
      outbox.release(parcel.number);
      return null;
    }
    underWay += 1;
    try {
      // Nothing is awaited between the look at the lease and the request's own clock.
      const record = await attempt(parcel, target, common);
      underWay -= 1;
      outbox.record(parcel.number, (share) => pack(record, share));
      return { target, isSuccess: isSuccess(record) };
    } catch (error) {
      underWay -= 1;
      outbox.fault(parcel.number, toError(error).message);
      return null;
    }
  }

  const lanes = createLanesEngine<T, Parcel>(
    {
      targetOf: (destinationId) => targets.get(destinationId),
      run,
      release: ({ number }) => outbox.release(number),
      foundRoom(destinationId) {
        if (untold.delete(destinationId)) outbox.foundRoom(destinationId);
      },
    },
    elapsed
  );

  function add({ destinationId, parcels, lease }: Extract<ToThread<T, C>, { kind: 'add' }>): void {
    untold.add(destinationId);
    const unpacked = parcels.map((packed) => unpackParcel(packed, destinationId));
    void lanes.handOver(unpacked, lease);
  }

  async function tellRooms(question: number, destinationIds: readonly string[]): Promise<void> {
    const asked = destinationIds.flatMap((id) => targets.get(id) ?? []);
    const rooms = [...(await lanes.rooms(asked))];
    for (const [id, { free }] of rooms) if (free === 0) untold.add(id);
    line.post({ kind: 'rooms', question, rooms });
  }

  async function stop(timeoutMs: number): Promise<void> {
    isStopping = true;
    await lanes.stop(timeoutMs);
    outbox.flush();
    line.post({ kind: 'stopped' });
  }

  line.listen((message) => {
    switch (message.kind) {
      case 'follow':
        targets = new Map(message.targets.map((target) => [target.id, target]));
        common = message.common;
        lanes.follow(message.targets);
        break;
      case 'add':
        add(message);
        break;
      case 'rooms':
        void tellRooms(message.question, message.destinationIds);
        break;
      case 'stop':
        void stop(message.timeoutMs);
        break;
    }
  });
}
