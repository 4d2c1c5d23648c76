/** Samples memory and open handles of the instance that is never killed, and says whether they stay flat. */
import { type StrapiChild, type Vitals } from '../support/strapi-child';
import { type Sample, trendOf } from './trend';

/** Caches fill and code is compiled while a process is new. */
const WARM_UP = 1 / 4;
/** The heap breathes with the backlog; a leak of a kilobyte per delivery shows within minutes. */
const MAX_HEAP_GAIN = 32 * 1_048_576;
/** Connections to the database and the receivers come and go. */
const MAX_HANDLES_GAIN = 40;

export interface VitalsWatch {
  /** What grew, as a sentence each; `summary` says how it was. */
  stop(): Promise<{ problems: string[]; summary: string }>;
}

export function watchVitals(instance: () => StrapiChild, everyMs: number): VitalsWatch {
  const samples: ({ atMs: number } & Vitals)[] = [];
  let isStopping = false;
  let endPause: () => void = () => undefined;

  async function watch(): Promise<void> {
    while (!isStopping) {
      const vitals = await instance().vitals();
      samples.push({ atMs: Date.now(), ...vitals });
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs);
        endPause = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
  // A process that has ended says so elsewhere.
  const watching = watch().catch(() => undefined);

  return {
    async stop() {
      isStopping = true;
      endPause();
      await watching;
      const warm = samples.slice(Math.floor(samples.length * WARM_UP));
      const of = (value: (vitals: Vitals) => number): Sample[] =>
        warm.map((sample) => ({ atMs: sample.atMs, value: value(sample) }));
      const heap = trendOf(of(({ heapBytes }) => heapBytes));
      const handles = trendOf(of((vitals) => sum(Object.values(vitals.handles))));
      if (heap === null || handles === null) {
        return { problems: [], summary: 'too short to say anything about memory and handles' };
      }
      const last = samples[samples.length - 1];
      return {
        problems: [
          ...(heap.gain > MAX_HEAP_GAIN
            ? [`The heap grew from ${inMb(heap.first)} to ${inMb(heap.last)} MB along its trend`]
            : []),
          ...(handles.gain > MAX_HANDLES_GAIN
            ? [
                `Open handles grew from ${handles.first.toFixed()} to ${handles.last.toFixed()} along their trend; at the end ${JSON.stringify(last.handles)}`,
              ]
            : []),
        ],
        summary: `heap ${inMb(heap.first)} → ${inMb(heap.last)} MB, handles ${handles.first.toFixed()} → ${handles.last.toFixed()} (trend of ${warm.length} samples)`,
      };
    },
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function inMb(bytes: number): string {
  return (bytes / 1_048_576).toFixed(1);
}
