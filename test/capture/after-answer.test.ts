/** Whoever has written goes on first, and the message does not wait for more than that. */
import { createAfterAnswer } from '../../server/src/capture/after-answer';

function setup(request?: object) {
  let woken = 0;
  const afterAnswer = createAfterAnswer({
    currentRequest: () => request,
    wake: () => {
      woken += 1;
    },
  });
  return { ...afterAnswer, woken: () => woken };
}

const immediate = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('what is committed', () => {
  it('is planned at once where no request has written it', () => {
    const { committed, woken } = setup();
    committed();
    expect(woken()).toBe(1);
  });

  it('is planned as soon as the request that has written it is answered', async () => {
    const request = {};
    const { committed, answered, woken } = setup(request);
    committed();
    expect(woken()).toBe(0);
    answered({});
    expect(woken()).toBe(0);
    answered(request);
    expect(woken()).toBe(1);
    await immediate();
    expect(woken()).toBe(1);
  });

  it('is not held back by a request that goes on for long', async () => {
    const request = {};
    const { committed, answered, woken } = setup(request);
    committed();
    await immediate();
    expect(woken()).toBe(1);
    answered(request);
    expect(woken()).toBe(1);
  });

  it('is planned again when the same request writes again', async () => {
    const request = {};
    const { committed, answered, woken } = setup(request);
    committed();
    await immediate();
    committed();
    answered(request);
    expect(woken()).toBe(2);
  });
});
