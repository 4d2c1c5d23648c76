/** Whether something listens on this machine. */
import { once } from 'node:events';
import { connect } from 'node:net';

const TIMEOUT_MS = 2_000;

export async function canConnect(port) {
  const socket = connect({ host: '127.0.0.1', port });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return true;
  } catch {
    // Refused or silent: the answer is no.
    return false;
  } finally {
    socket.destroy();
  }
}
