/** The yardstick: undici's `dispatch` in a loop. Nothing is kept. */
import { messageOf } from '../support/message.mjs';
import { createSender } from '../support/send.mjs';

export const name = 'bare undici dispatch';
export const keeps = 'nothing';
export const keepsResult = false;

export const isReachable = async () => true;

export async function open({ target, concurrency }) {
  const sender = createSender(target);
  let left = 0;

  return {
    async prepare(count) {
      left = count;
    },
    async drain() {
      const loop = async () => {
        while (left > 0) {
          left -= 1;
          await sender.send(messageOf(left));
        }
      };
      await Promise.all(Array.from({ length: concurrency }, loop));
    },
    close: () => sender.close(),
  };
}
