/** Starts the thread that sends, from the file that the build makes beside the plugin. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

import { type PackedRecord } from '../delivery/packed-record';
import { type Target } from '../destinations/targets';
import { type Thread } from '../dispatch/engines/threaded/engine';
import { type FromThread } from '../dispatch/engines/threaded/messages';
import { toError } from '../support/errors';
import { type Common, type SendingThreadData } from './sending-thread';

/** In dist/server, where this runs from. */
const ENTRY = 'sending-thread.js';

/** What it allocates lives for a moment: left alone, V8 spends 30 MB more on it and is no faster. */
const YOUNG_GENERATION_MB = 8;

export function startSendingThread(
  data: SendingThreadData,
  onEnd: (error: Error | null) => void
): Thread<Target, Common, PackedRecord> {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const worker = new Worker(path.join(here, ENTRY), {
    workerData: data,
    name: 'destinations-sending',
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
  // What keeps Strapi running is Strapi.
  worker.unref();
  let error: Error | null = null;
  worker.on('error', (thrown) => {
    error = toError(thrown);
  });
  worker.on('exit', () => onEnd(error));
  return {
    post: (message) => worker.postMessage(message),
    listen: (hear) => worker.on('message', (message: FromThread<PackedRecord>) => hear(message)),
    async terminate() {
      await worker.terminate();
    },
  };
}
