/** What a receiver hears of some writes, once everything that follows from them has come to rest. */
import { type Playground } from './playground';
import { type Receiver, told } from './receiver';

/** @returns `Deploy article abc-en`, sorted: between views there is no order */
export async function toldAbout(
  { playground, receiver }: { playground: Playground; receiver: Receiver },
  write: () => Promise<unknown>
): Promise<string[]> {
  await playground.untilQuiet();
  receiver.clear();
  await write();
  await playground.untilQuiet();
  return told(receiver.received).sort();
}
