/** Claims what is due, sends it, settles it and tells people what became of it. */
import { setTimeout as sleep } from 'node:timers/promises';

import { createAlerts } from '../alerts/alerts';
import { createSendEmail } from '../alerts/email';
import { createTakeTurn } from '../alerts/once-a-minute';
import { createPostAlert } from '../alerts/post';
import { createAttempt } from '../delivery/attempt';
import { createAdmit } from '../delivery/admit';
import { releaseAfterFault } from '../delivery/after-fault';
import { createConclude } from '../delivery/conclude';
import { createDeliver } from '../delivery/deliver';
import { createHttpClient } from '../delivery/http-client';
import { type PackedRecord, unpackRecord } from '../delivery/packed-record';
import { createRecordEndings } from '../destinations/suspension-record';
import { type Target } from '../destinations/targets';
import { createDispatcher } from '../dispatch/dispatcher';
import { chooseEngine } from '../dispatch/engines/choose';
import { createFollowUp } from '../dispatch/follow-up';
import { logNews } from '../dispatch/news-log';
import { createPace } from '../dispatch/pace';
import { createSettler } from '../dispatch/settler';
import { createAnnounce } from '../operations/announce';
import { createMeasureBacklogs } from '../operations/backlogs';
import { beating } from '../operations/heartbeat';
import { createMetrics } from '../operations/metrics';
import { createTakeNew } from '../queue/claim-new';
import { createFindDue } from '../queue/due';
import { createFindProbes } from '../queue/probe';
import { createReturnFailures } from '../queue/return-failures';
import { createSettle, type News } from '../queue/settle';
import { type DestinationStage } from './destinations';
import { type Foundation } from './foundation';
import { type Common } from './sending-thread';
import { startSendingThread } from './start-sending-thread';

export type Sending = ReturnType<typeof createSending>;

export function createSending(
  foundation: Foundation,
  { configured }: Pick<DestinationStage, 'configured'>
) {
  const { strapi, config, version, clock, logger, pollMs, database, settings } = foundation;
  const { policy, addressing, environment, targets, forbidden, sendingProblem } = foundation;
  const { network, deliveryUrl, ids } = foundation;
  const { outcomesAtOnce, whileServing } = database.capabilities;
  const { dispatcherBeat, plannerBeat } = foundation;
  const client = createHttpClient({ policy });
  const recordEndings = createRecordEndings({ database, raiseRevision: settings.raiseRevision });
  const returnFailures = createReturnFailures(database);
  const settle = createSettle(database, recordEndings);
  const alerts = createAlerts({
    active: async () => {
      const active = await targets.active();
      return environment.problem() === null ? active : [];
    },
    targetOf: targets.of,
    takeTurn: createTakeTurn(database, clock),
    post: createPostAlert({ client, clock, version }),
    email: createSendEmail(strapi),
    clock,
    logger,
  });
  const announce = createAnnounce({
    emit: (event, payload) => strapi.eventHub.emit(event, payload),
    logger,
  });
  const tell = (news: News): void => {
    logNews(logger, targets.aliasOf, news);
    alerts.raise(news);
    announce(news);
  };
  const tellOfFailed = (failed: News['failed']): void => tell({ changes: [], failed });
  const followUp = createFollowUp({
    wake: () => dispatcher.wake(),
    returnFailures,
    tell,
    logger,
  });
  const findDue = createFindDue(database);
  const metrics = createMetrics({
    active: targets.active,
    aliasOf: targets.aliasOf,
    measureBacklogs: createMeasureBacklogs(database, findDue),
    dispatcher: dispatcherBeat,
    planner: plannerBeat,
  });
  const pace = createPace({
    elapsed: () => clock.elapsed(),
    nextTurn: setImmediate,
    pause: (ms) => sleep(ms),
    whileServing,
  });
  const settler = createSettler({
    settle: metrics.counting(settle),
    batchSize: () => pace.batchOf(outcomesAtOnce),
    logger,
    elapsed: () => clock.elapsed(),
    onSettled: (settled) => followUp(settled),
  });
  const requests = {
    version,
    headerPrefix: config.headerPrefix,
    keepResponseBytes: {
      failure: config.history.failureBodyBytes,
      success: config.history.successBodyBytes,
    },
  };
  const admit = createAdmit({ forbiddenTo: forbidden.forbiddenTo, logger });
  const conclude = createConclude({ clock, logger, random: Math.random });
  const deliver = createDeliver({
    admit,
    attempt: createAttempt({ client, clock, ...requests }),
    conclude,
    addressing,
    logger,
  });
  const commonOf = remember((environmentId: string): Common => ({ environmentId }));
  const { sourceId } = ids;
  const engine = chooseEngine<Target, Common, PackedRecord>(config.engine, {
    database,
    appDir: strapi.dirs.app.root,
    onFailed: tellOfFailed,
    clock,
    logger,
    threaded: {
      startThread: (onEnd) =>
        startSendingThread({ network, deliveryUrl, sourceId, ...requests }, onEnd),
      common: () => commonOf(ids.environmentId),
      admit,
      conclude: (delivery, target, { record, shared }) =>
        conclude(delivery, target, unpackRecord(record, shared)),
      fail: (delivery, target, message) =>
        releaseAfterFault(logger, { delivery, target, error: new Error(message) }),
      logger,
    },
  });
  // Until the table is as the configuration says, and the environment is known, nothing is sent.
  let isPrepared = false;
  async function prepareToSend(): Promise<void> {
    await configured.apply();
    await environment.begin();
    isPrepared = true;
    dispatcher.wake();
  }
  const maySend = (): boolean =>
    isPrepared && sendingProblem === null && environment.problem() === null;
  const dispatcher = createDispatcher({
    targets: beating(dispatcherBeat, async () => {
      const sendable = await targets.sendable();
      return maySend() ? sendable : [];
    }),
    targetsNow: () => (maySend() ? targets.sendableNow() : null),
    findDue,
    findProbes: createFindProbes(database, findDue),
    claim: engine.claim,
    takeNew: createTakeNew(database),
    deliver,
    makeEngine: engine.makeEngine,
    settler,
    pace,
    clock,
    logger,
    pollMs,
  });

  return {
    ...{ dispatcher, engine, pace, client, alerts, metrics },
    ...{ deliver, settle, findDue, returnFailures, tellOfFailed, prepareToSend },
  };
}

/** The result for the last input, the same object for as long as that stays the same. */
function remember<Input, Result>(make: (input: Input) => Result): (input: Input) => Result {
  let last: { input: Input; result: Result } | null = null;
  return (input) => {
    if (last?.input !== input) last = { input, result: make(input) };
    return last.result;
  };
}
