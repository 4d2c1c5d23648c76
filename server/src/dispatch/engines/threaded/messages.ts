/** What the two threads say to each other. Everything here is copied on its way. */
import { type ClaimedDelivery } from '../../../queue/claim';
import { type Room } from '../../engine';
import { type Lease } from '../../lease';

/** What the sending thread needs of a claimed delivery. */
export interface Parcel
  extends Pick<
    ClaimedDelivery,
    'id' | 'destinationId' | 'type' | 'originId' | 'action' | 'version' | 'test' | 'isProbe'
  > {
  /** Under which its outcome comes back: a delivery that is claimed once more is another parcel. */
  number: number;
  /** Of the attempt to make; 1 is the first try. */
  attemptNumber: number;
}

export type ToThread<T, C> =
  /** What the destinations are like now, and what all messages have in common. */
  | { kind: 'follow'; targets: readonly T[]; common: C }
  | { kind: 'add'; parcels: readonly Parcel[]; lease: Lease }
  | { kind: 'rooms'; question: number; destinationIds: readonly string[] }
  | { kind: 'stop'; timeoutMs: number };

/** What became of a parcel that was begun; an error is a fault of ours, and says nothing about the destination. */
export type Result<R> = { number: number; record: R } | { number: number; error: string };

export interface News<R> {
  kind: 'news';
  results: Result<R>[];
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
