/** What is emitted about deliveries that failed for good, and what the log says of them. */
import { type Playground } from './playground';

export interface HeardFailure {
  destinationId: string;
  delivery: { id: string; event: string; originId: string; reason: string; error: string | null };
}

export interface HeardFailures {
  /** Emitted on Strapi's event hub. */
  emitted: HeardFailure[];
  /** Lines of the log. */
  lines: string[];
}

/** From now on. */
export function hearFailures({ strapi }: Pick<Playground, 'strapi'>): HeardFailures {
  const heard: HeardFailures = { emitted: [], lines: [] };
  strapi.eventHub.on('destinations.delivery.failed', async (payload: HeardFailure) => {
    heard.emitted.push(payload);
  });
  // The tests of a boot log errors only; the lines are read here and would be noise on the console.
  strapi.log.level = 'warn';
  for (const transport of strapi.log.transports) transport.silent = true;
  strapi.log.on('data', ({ message }: { message: string }) => {
    if (message.startsWith('delivery.failed ')) heard.lines.push(message);
  });
  return heard;
}
