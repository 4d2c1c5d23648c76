/** The database goes away just when an outcome is to be stored: nothing lost, nothing sent again and again. */
import { removeDestinations, type Scene, startScene } from '../failures/support/scene';
import { eventually } from '../support/eventually';
import { type Receiver } from '../support/receiver';

describe('an outcome that cannot be stored', () => {
  let scene: Scene;
  let receiver: Receiver;
  let answers: (() => void)[];

  beforeAll(async () => {
    scene = await startScene();
  });

  beforeEach(async () => {
    answers = [];
    receiver = await scene.receiver((_, response) => {
      answers.push(() => response.writeHead(200).end());
    });
  });

  afterEach(() => removeDestinations(scene));
  afterAll(() => scene?.stop());

  const knex = () => scene.playground.strapi.db.connection;

  it('is tried again until it can, and nothing new is claimed meanwhile', async () => {
    const { id } = await scene.destination(receiver, {}, { concurrency: 2 });
    await scene.publish();
    await receiver.waitFor(1);

    await knex().schema.renameTable('destinations_attempts', 'destinations_attempts_away');
    answers[0]();
    const log = jest.spyOn(scene.playground.strapi.log, 'error').mockImplementation();
    await eventually('a failed settlement', () => log.mock.calls.length > 0);
    for (let number = 0; number < 3; number += 1) await scene.publish();
    await scene.untilStatuses(id, ['delivering', 'pending', 'pending', 'pending']);
    // Several polls and several tries to settle.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(receiver.received).toHaveLength(1);
    await scene.untilStatuses(id, ['delivering', 'pending', 'pending', 'pending']);

    await knex().schema.renameTable('destinations_attempts_away', 'destinations_attempts');
    receiver.answer(200);
    await scene.untilStatuses(id, Array(4).fill('delivered'));
    log.mockRestore();
    expect(receiver.received).toHaveLength(4);
    expect(await knex()('destinations_attempts')).toHaveLength(4);
  });
});
