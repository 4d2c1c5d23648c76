/** The entry of the thread that sends: attempts for its lanes. Loads nothing of Strapi. */
import { parentPort, workerData } from 'node:worker_threads';

import { type AttemptRecord, createAttempt } from '../delivery/attempt';
import { bodyOf, createAddressing } from '../delivery/body';
import { createHttpClient } from '../delivery/http-client';
import { createNetworkPolicy, type NetworkPolicyOptions } from '../delivery/network-policy';
import { type PackedRecord, packRecord } from '../delivery/packed-record';
import { type Target } from '../destinations/targets';
import { type FromThread, type ToThread } from '../dispatch/engines/threaded/messages';
import { runSendingThread } from '../dispatch/engines/threaded/sending-thread';
import { systemClock } from '../support/clock';

/** What stays the same for as long as Strapi runs. */
export interface SendingThreadData {
  network: NetworkPolicyOptions;
  headerPrefix: string;
  /** Of this plugin. */
  version: string;
  keepResponseBytes: { failure: number; success: number };
  deliveryUrl: string;
  sourceId: string;
}

/** A copy of an environment gets another one while this runs. */
export interface Common {
  environmentId: string;
}

function run(port: NonNullable<typeof parentPort>, data: SendingThreadData): void {
  const { network, deliveryUrl, sourceId, ...settings } = data;
  const client = createHttpClient({ policy: createNetworkPolicy(network) });
  const attempt = createAttempt({ client, clock: systemClock, ...settings });
  const ids = { environmentId: '', sourceId };
  const addressing = createAddressing(ids, deliveryUrl);

  runSendingThread<Target, Common, AttemptRecord, PackedRecord>({
    line: {
      post: (message: FromThread<PackedRecord>) => port.postMessage(message),
      listen: (hear) => port.on('message', (message: ToThread<Target, Common>) => hear(message)),
    },
    attempt(parcel, target, { environmentId }) {
      ids.environmentId = environmentId;
      return attempt({
        id: parcel.id,
        attemptNumber: parcel.attemptNumber,
        viewVersion: parcel.version,
        body: bodyOf(parcel, addressing, target.payloadState),
        destination: target,
      });
    },
    pack: packRecord,
    isSuccess: ({ outcome }) => outcome.kind === 'success',
    clock: systemClock,
  });
}

if (parentPort) run(parentPort, workerData as SendingThreadData);
