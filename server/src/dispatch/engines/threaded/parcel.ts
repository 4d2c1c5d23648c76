/** What the sending thread needs of a claimed delivery, and how it travels there. */
import { type ClaimedDelivery } from '../../../queue/claim';

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

/** A list is copied in a fraction of the time of an object with names; the destination is that of all in a message. */
export type PackedParcel = readonly [
  number: number,
  attemptNumber: number,
  id: Parcel['id'],
  type: Parcel['type'],
  originId: Parcel['originId'],
  action: Parcel['action'],
  version: Parcel['version'],
  test: Parcel['test'],
  isProbe: Parcel['isProbe'],
];

export function packParcel(delivery: ClaimedDelivery, number: number): PackedParcel {
  const { id, type, originId, action, version, test, isProbe } = delivery;
  return [number, delivery.attemptCount + 1, id, type, originId, action, version, test, isProbe];
}

export function unpackParcel(packed: PackedParcel, destinationId: string): Parcel {
  const [number, attemptNumber, id, type, originId, action, version, test, isProbe] = packed;
  // prettier-ignore
  return { number, attemptNumber, id, destinationId, type, originId, action, version, test, isProbe };
}
