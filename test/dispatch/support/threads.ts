/** The sending thread in this thread: what the two say to each other is copied, and nothing comes at once. */
import { type Thread } from '../../../server/src/dispatch/engines/threaded/engine';
import {
  type FromThread,
  type Line,
  type ToThread,
} from '../../../server/src/dispatch/engines/threaded/messages';
import { type Parcel } from '../../../server/src/dispatch/engines/threaded/parcel';
import {
  runSendingThread,
  type ThreadTarget,
} from '../../../server/src/dispatch/engines/threaded/sending-thread';

interface Ends<In, Out> {
  here: Line<In, Out>;
  there: Line<Out, In>;
}

function connect<In, Out>(): Ends<In, Out> {
  const hearHere: ((message: In) => void)[] = [];
  const hearThere: ((message: Out) => void)[] = [];
  const carry = <M>(message: M, hear: readonly ((message: M) => void)[]): void => {
    const copy = structuredClone(message);
    setImmediate(() => hear.forEach((each) => each(copy)));
  };
  return {
    here: {
      post: (message) => carry(message, hearThere),
      listen: (hear) => hearHere.push(hear),
    },
    there: {
      post: (message) => carry(message, hearHere),
      listen: (hear) => hearThere.push(hear),
    },
  };
}

export interface Threads<T> {
  start(onEnd: (error: Error | null) => void): Thread<T, object, string>;
  started(): number;
  /** Ends the one that was started last, as a crash does. */
  crash(message: string): void;
}

export function startThreads<T extends ThreadTarget>({
  elapsed,
  attempt,
}: {
  elapsed(): number;
  attempt(parcel: Parcel): Promise<string>;
}): Threads<T> {
  let started = 0;
  let endLast: (error: Error | null) => void = () => undefined;

  return {
    start(onEnd) {
      started += 1;
      const { here, there } = connect<FromThread<string>, ToThread<T, object>>();
      let hasEnded = false;
      endLast = (error) => {
        if (!hasEnded) onEnd(error);
        hasEnded = true;
      };
      const end = endLast;
      runSendingThread<T, object, string, string>({
        line: there,
        attempt,
        pack: (record) => record,
        isSuccess: () => true,
        clock: { elapsed },
      });
      return { ...here, terminate: async () => end(null) };
    },
    started: () => started,
    crash: (message) => endLast(new Error(message)),
  };
}
