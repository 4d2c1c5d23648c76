/** The body of a request, byte for byte: receivers may compare or hash it, so the key order is fixed. */
import type { Message } from '../../../contracts/message';

export type MessageInput = Omit<Message, 'id'> & {
  /** The view's gid. */
  viewId: string;
};

/** Compact JSON; `state` and `test` appear only when they are given, `test` last. */
export function buildBody({
  viewId,
  originId,
  type,
  action,
  url,
  state,
  test,
}: MessageInput): string {
  const message: Message = { id: viewId, originId, type, action, url };
  if (state !== undefined) message.state = state;
  if (test) message.test = true;
  return JSON.stringify(message);
}
