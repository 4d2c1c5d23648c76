/** Playgrounds leave the environment of their process as it was. */
import { setEnvironment } from './environment';

const HAS_VALUE = 'ENVIRONMENT_TEST_HAS_VALUE';
const HAS_NONE = 'ENVIRONMENT_TEST_HAS_NONE';

describe('the environment of the process', () => {
  const now = () => [process.env[HAS_VALUE], HAS_NONE in process.env];

  beforeEach(() => {
    process.env[HAS_VALUE] = 'before';
  });

  it('is as it was once it is given back', () => {
    const giveBack = setEnvironment({ [HAS_VALUE]: 'during', [HAS_NONE]: 'during' });
    expect(now()).toEqual(['during', true]);
    giveBack();
    expect(now()).toEqual(['before', false]);
  });

  it.each(['the first', 'the last'])('is kept for the other of two while %s has ended', (which) => {
    const giveBack = [{ [HAS_VALUE]: 'one' }, { [HAS_VALUE]: 'two' }].map(setEnvironment);
    if (which === 'the last') giveBack.reverse();
    giveBack[0]();
    giveBack[0]();
    expect(now()).toEqual(['two', false]);
    giveBack[1]();
    expect(now()).toEqual(['before', false]);
  });
});
