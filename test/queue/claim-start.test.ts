/** Where in a backlog a claim begins to look. */
import { createClaimStart } from '../../server/src/queue/claim-start';

const LINE = 'shop false';

describe('a claim', () => {
  it('looks from the beginning at first, and then from where the last one ended', () => {
    const start = createClaimStart();
    expect(start.of(LINE)).toBeNull();
    start.found(LINE, 100);
    start.found(LINE, 200);
    expect([start.of(LINE), start.of('shop true')]).toEqual([200, null]);
  });

  it('looks from the beginning again when nothing more was found', () => {
    const start = createClaimStart();
    start.found(LINE, 100);
    start.found(LINE, null);
    expect(start.of(LINE)).toBeNull();
  });

  it('looks from the beginning now and then, however long the backlog is', () => {
    const start = createClaimStart();
    const looks = Array.from({ length: 23 }, (_, number) => {
      const from = start.of(LINE);
      start.found(LINE, number);
      return from === null;
    });
    expect(looks.flatMap((isFull, number) => (isFull ? [number] : []))).toEqual([0, 11, 22]);
  });
});
