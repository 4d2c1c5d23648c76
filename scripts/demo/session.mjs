/** One run: receiver and Strapi up, the story, then either stay or end. Takes down what it put up. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { shown } from '../support/paths.mjs';
import { problem } from '../support/problem.mjs';
import { step } from '../support/progress.mjs';
import { createCms } from './cms.mjs';
import { createInbox } from './inbox.mjs';
import { requireFreePort } from './port.mjs';
import { startReceiver } from './receiver.mjs';
import { deliveriesTable, messageLine } from './report.mjs';
import { ADMIN, startStrapi } from './strapi.mjs';
import { tellStory } from './story.mjs';

const NAME = 'Demo receiver';
const SETTLE_MS = 10_000;
const TABLE_ROWS = 15;

export async function runSession(options) {
  const interrupted = interruption();
  const closers = [];
  try {
    await Promise.race([play(options, closers), interrupted]);
  } catch (error) {
    if (!isInterruption(error)) throw error;
    console.log('\nStopping …');
    // With --once nobody may take this for a success.
    if (options.once) process.exitCode = 130;
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

async function play(options, closers) {
  let isTelling = false;
  const inbox = createInbox((message) => {
    if (isTelling) console.log(messageLine(message));
  });
  const receiver = await startReceiver(inbox.add);
  closers.push(receiver.close);

  await requireFreePort(options.port);
  const strapi = await step('Start Strapi', () =>
    startStrapi(options, (stop) => closers.push(stop))
  );

  const token = readFileSync(strapi.tokenFile, 'utf8');
  const cms = createCms({ origin: strapi.origin, token });
  const destination = await createDestination(cms, receiver);
  if (!options.once) await skipSeedMessages(inbox);

  isTelling = true;
  const say = (line) => console.log(`\n${line}`);
  await Promise.race([tellStory({ cms, inbox, receiver, say }), strapi.failed]);
  await printDeliveries(cms, destination, say);

  if (options.once) {
    console.log('\n✔ Every expected message arrived, signed and in order.');
    return;
  }
  printInvitation(strapi, options);
  await strapi.failed;
}

async function createDestination(cms, receiver) {
  // Left by a run with --keep; its receiver is gone.
  for (const { id, name } of await cms.findDestinations()) {
    if (name === NAME) await cms.removeDestination(id);
  }
  const destination = await cms.createDestination({
    name: NAME,
    url: receiver.url,
    events: ['*'],
    failureHandling: { retry: { intervalSeconds: 1 } },
  });
  receiver.useSecret(destination.secret);
  console.log(`✔ Destination "${NAME}" → ${receiver.url}`);
  return destination;
}

/** What the seed published may still be on its way, and would bury the story. */
async function skipSeedMessages(inbox) {
  await step('Wait for messages about the content that was there before', inbox.untilQuiet);
  if (inbox.count() > 0) console.log(`  ${inbox.count()} of them, not shown`);
}

async function printDeliveries(cms, { id }, say) {
  const deadline = Date.now() + SETTLE_MS;
  let deliveries = await cms.findDeliveries(id);
  while (deliveries.some(isUnderway) && Date.now() < deadline) {
    await sleep(200);
    deliveries = await cms.findDeliveries(id);
  }
  say(`GET /api/destinations/${id}/deliveries`);
  console.log(deliveriesTable(deliveries.slice(-TABLE_ROWS)));
  const failed = deliveries.filter(({ status }) => status === 'failed' || isUnderway({ status }));
  if (failed.length > 0) {
    throw problem(`Expected every delivery to be settled and none failed, got ${failed.length}.`);
  }
}

function isUnderway({ status }) {
  return status === 'pending' || status === 'delivering';
}

function printInvitation({ logFile }, { port }) {
  console.log(`
Admin panel  http://localhost:${port}/admin
Log in       ${ADMIN.email}  ${ADMIN.password}
Log          ${shown(logFile)}

Publish something: its message appears here. Ctrl-C ends the demo.`);
}

/** Rejects at the first Ctrl-C; a second one ends the process as usual. */
function interruption() {
  return new Promise((_, reject) => {
    const interrupt = () =>
      reject(Object.assign(new Error('Interrupted'), { name: 'Interruption' }));
    process.once('SIGINT', interrupt);
    process.once('SIGTERM', interrupt);
  });
}

function isInterruption(error) {
  return error instanceof Error && error.name === 'Interruption';
}
