/** The receivers that docs/receivers.md and the admin panel show, run against real messages. */
import {
  SAMPLE_LANGUAGES,
  verificationSample,
} from '../../admin/src/pages/Destination/form/verification-samples';
import { createDestination } from '../support/destinations';
import { freePort } from '../support/free-port';
import { startPlayground, type Playground } from '../support/playground';
import { blocksOf } from './support/blocks';
import { canBeChecked, canBeRun, openWorkshop, RUNTIMES, succeeds } from './support/languages';
import { startProgram } from './support/program';

let playground: Playground;

beforeAll(async () => {
  playground = await startPlayground();
});

afterAll(() => playground.stop());

describe.each(SAMPLE_LANGUAGES)('the receiver in %s', (language) => {
  const runtime = RUNTIMES[language];

  it('stands in the docs as the admin panel shows it', () => {
    const shown = blocksOf(({ about, language: fence }) => {
      return about === 'receiver' && fence === runtime.fence;
    });
    const sample = verificationSample(language, { hasAccessKey: false });
    for (const { code } of shown) expect(code.trim()).toBe(sample);
  });

  (canBeChecked(language) ? it : it.skip)('is well-formed, with an access key too', () => {
    const sample = verificationSample(language, { hasAccessKey: true });
    const workshop = openWorkshop(language, sample);
    try {
      expect(succeeds(runtime.check, workshop.folder)).toBe(true);
    } finally {
      workshop.remove();
    }
  });

  // Needs the language's Standard Webhooks library, which CI installs.
  (canBeRun(language) ? it : it.skip)(
    'takes what is signed, and refuses a forged message and a wrong access key',
    async () => {
      const port = await freePort();
      const destination = await createDestination(playground, {
        url: `http://127.0.0.1:${port}/hooks`,
        events: ['tag.*'],
        accessKey: 'a-long-access-key',
      });
      const sample = verificationSample(language, { hasAccessKey: true });
      const workshop = openWorkshop(language, sample);
      const program = await startProgram({
        command: runtime.run(port),
        folder: workshop.folder,
        port,
        env: { DESTINATION_SECRET: destination.secret, ACCESS_KEY: 'a-long-access-key' },
      });
      try {
        const { documentId } = await playground
          .documents('api::tag.tag')
          .create({ data: { name: `Tents, told to ${language} – ü` } });
        await program.untilPrinted(`Deploy tag ${documentId}`);
        await playground.untilQuiet();
        const { body } = await playground.api.get<{ data: { status: string }[] }>(
          `/destinations/${destination.id}/deliveries`
        );
        expect(body.data.map(({ status }) => status)).toEqual(['delivered']);

        const now = String(Math.floor(Date.now() / 1000));
        const forged = {
          'content-type': 'application/json',
          'webhook-id': 'msg_forged',
          'webhook-timestamp': now,
          'webhook-signature': 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
        };
        const accessKey = { 'x-api-key': 'a-long-access-key' };
        expect(await statusOf(program.url, { ...forged, ...accessKey })).toBe(401);
        expect(await statusOf(program.url, forged)).toBe(401);
      } finally {
        await program.stop();
        workshop.remove();
        await playground.api.delete(`/destinations/${destination.id}`);
      }
    }
  );
});

async function statusOf(url: string, headers: Record<string, string>): Promise<number> {
  const { status } = await fetch(url, { method: 'POST', headers, body: '{"action":"Deploy"}' });
  return status;
}
