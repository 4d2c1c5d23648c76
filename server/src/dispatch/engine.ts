/**
 * Where claimed deliveries are worked on. The dispatcher decides what is claimed; an engine says how much it wants,
 * takes it, and runs each under the limits of its destination.
 */
import { type ClaimedDelivery } from '../queue/claim';
import { type LaneTarget } from './lanes';
import { type Lease } from './lease';

export interface Engine<T extends LaneTarget> {
  start(): void;
  /** What the destinations are like now. */
  follow(targets: readonly T[]): void;
  /** How many more deliveries each of them wants now, by the id of the destination; none where it is missing. */
  rooms(targets: readonly T[]): Promise<ReadonlyMap<string, number>>;
  /** Milliseconds until the destination's rate limit lets it want more; 0 when it does not hold it back. */
  heldBackFor(target: T): number;
  handOver(claimed: readonly ClaimedDelivery[], lease: Lease): Promise<void>;
  /** Begins nothing more, finishes what is in flight for up to `timeoutMs` and leaves the rest to others. */
  stop(timeoutMs: number): Promise<void>;
}

/** How one delivery went. */
export interface Report<T extends LaneTarget> {
  target: T;
  isSuccess: boolean;
}

/** What an engine may ask of the dispatcher. */
export interface EngineHost<T extends LaneTarget> {
  /** By the newest picture of the destinations; undefined for one to which nothing may be sent. */
  targetOf(destinationId: string): T | undefined;
  /** Makes the newest picture newer. */
  refresh(): Promise<void>;
  /** Makes one attempt and has its outcome stored. @returns null when no request was made */
  run(delivery: ClaimedDelivery, lease: Lease): Promise<Report<T> | null>;
  /** Was claimed here and is not begun: anybody may take it. */
  release(delivery: ClaimedDelivery): void;
  /** False while outcomes cannot be stored fast enough, or at all. */
  mayBegin(): boolean;
  /** There may be room for any destination. */
  wake(): void;
  /** There may be room for this one; nobody looks while nothing of it is due. */
  foundRoom(destinationId: string): void;
}

export type MakeEngine<T extends LaneTarget> = (host: EngineHost<T>) => Engine<T>;
