/**
 * Where claimed deliveries are worked on. The dispatcher decides what is claimed; an engine says how much it wants,
 * takes it, and runs each under the limits of its destination.
 */
import { type ClaimedDelivery } from '../queue/claim';
import { type Settlement } from '../queue/settlement';
import { type LaneTarget } from './lanes';
import { type Lease } from './lease';

/** What a destination wants now. */
export interface Room {
  /** Deliveries. */
  free: number;
  /** Milliseconds until its rate limit lets it want more; 0 when it does not hold it back. */
  heldBackMs: number;
}

/** @typeParam D a claimed delivery, or what stands for it in another thread */
export interface Engine<T extends LaneTarget, D = ClaimedDelivery> {
  start(): void;
  /** What the destinations are like now. */
  follow(targets: readonly T[]): void;
  /** By the id of the destination; no room where it is missing. */
  rooms(targets: readonly T[]): Promise<ReadonlyMap<string, Room>>;
  /** Deliveries that it certainly has room for, without being asked by `rooms`; 0 where nobody knows. */
  certainRoom(target: T): number;
  handOver(claimed: readonly D[], lease: Lease): Promise<void>;
  /** Begins nothing more, finishes what is in flight for up to `timeoutMs` and leaves the rest to others. */
  stop(timeoutMs: number): Promise<void>;
}

/** How one delivery went. */
export interface Report<T extends LaneTarget> {
  target: T;
  isSuccess: boolean;
}

/** What lanes may ask of those for whom they work. */
export interface LaneHost<T extends LaneTarget, D> {
  /** By the newest picture of the destinations; undefined for one to which nothing may be sent. */
  targetOf(destinationId: string): T | undefined;
  /** Makes one attempt and has its outcome stored. @returns null when no request was made */
  run(delivery: D, lease: Lease): Promise<Report<T> | null>;
  /** Was claimed here and is not begun: anybody may take it. */
  release(delivery: D): void;
  /** There may be room for this one; nobody looks while nothing of it is due. */
  foundRoom(destinationId: string): void;
}

/** What an engine may ask of the dispatcher. */
export interface EngineHost<T extends LaneTarget> extends LaneHost<T, ClaimedDelivery> {
  /** Makes the newest picture newer. */
  refresh(): Promise<void>;
  /** So many outcomes are on their way; negative for those that will never come, whose leases bring them back. */
  expect(count: number): void;
  /** One that was expected. */
  settle(settlement: Settlement): void;
  /** False while outcomes cannot be stored fast enough, or at all. */
  mayBegin(): boolean;
  /** There may be room for any destination. */
  wake(): void;
}

export type MakeEngine<T extends LaneTarget> = (host: EngineHost<T>) => Engine<T>;
