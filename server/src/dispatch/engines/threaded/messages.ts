/** What the two threads say to each other. Everything here is copied on its way, which objects make slow. */
import { type Room } from '../../engine';
import { type Lease } from '../../lease';
import { type PackedParcel } from './parcel';

export type ToThread<T, C> =
  /** What the destinations are like now, and what all messages have in common. */
  | { kind: 'follow'; targets: readonly T[]; common: C }
  | { kind: 'add'; destinationId: string; parcels: readonly PackedParcel[]; lease: Lease }
  | { kind: 'rooms'; question: number; destinationIds: readonly string[] }
  | { kind: 'stop'; timeoutMs: number };

export interface News<R> {
  kind: 'news';
  /** Of parcels that were sent, and in the same order how that went. */
  numbers: number[];
  records: R[];
  /** What many of the records say, once. */
  shared: string[];
  /** Of parcels with which we failed ourselves; that says nothing about the destination. */
  faults: { number: number; error: string }[];
  /** Numbers of parcels that were not begun. */
  released: number[];
  /** Destinations for which there may be room. */
  roomy: string[];
}

export type FromThread<R> =
  | News<R>
  | { kind: 'rooms'; question: number; rooms: (readonly [string, Room])[] }
  | { kind: 'stopped' };

/** One end of the line between the threads. */
export interface Line<In, Out> {
  post(message: Out): void;
  listen(hear: (message: In) => void): void;
}
