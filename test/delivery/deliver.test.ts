/** Between the claim of a delivery and its request things are asked, and that may take long. */
import { type Destination } from '../../contracts/destination';
import { type Attempt } from '../../server/src/delivery/attempt';
import { createDeliver } from '../../server/src/delivery/deliver';
import { type Target } from '../../server/src/destinations/targets';
import { attempted, claimed, SILENT } from '../dispatch/support/claimed';

/** What is asked about a destination before its request. */
const SHOP = { id: 'shop', owner: null, payloadState: false } as Pick<
  Destination,
  'id' | 'owner' | 'payloadState'
> as Target;

function setup(whileAsking: () => void) {
  const attempt = jest.fn<ReturnType<Attempt>, Parameters<Attempt>>();
  const deliver = createDeliver({
    async admit() {
      whileAsking();
      return [];
    },
    attempt: attempt.mockRejectedValue(new Error('closed')),
    conclude: (delivery) => attempted(delivery.id),
    addressing: { gid: (originId, type) => `gid:${originId}/${type}`, url: (gid) => gid },
    logger: SILENT,
  });
  return { deliver, attempt };
}

describe('the lease of a delivery is looked at once more before its request is written', () => {
  it('and when it is over by then, no request is made and anybody may take the delivery', async () => {
    let isOver = false;
    const { deliver, attempt } = setup(() => {
      isOver = true;
    });
    const settlement = await deliver(claimed('1'), SHOP, () => !isOver);
    expect(settlement).toMatchObject({ kind: 'released', delayMs: 0, delivery: { id: '1' } });
    expect(attempt).not.toHaveBeenCalled();
  });

  it('and while it lasts, the request is made', async () => {
    const { deliver, attempt } = setup(() => undefined);
    await deliver(claimed('1'), SHOP, () => true);
    expect(attempt).toHaveBeenCalledTimes(1);
  });
});
