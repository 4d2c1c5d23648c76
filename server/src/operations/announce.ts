/** Tells other plugins of the same Strapi what people are alerted of, through Strapi's event hub. Nobody waits for it. */
import { alertsOf } from '../alerts/alert';
import { type News } from '../queue/settle';
import { toError } from '../support/errors';
import { type Logger } from '../support/logger';

const PREFIX = 'destinations.';

export interface AnnounceDeps {
  emit(event: string, payload: object): Promise<unknown>;
  logger: Logger;
}

/** A listener that throws is its author's problem, and must not become one of the deliveries. */
export function createAnnounce({ emit, logger }: AnnounceDeps) {
  async function announce(event: string, payload: object): Promise<void> {
    try {
      await emit(event, payload);
    } catch (error) {
      logger.error(`A listener to "${event}" failed: ${toError(error).message}`);
    }
  }

  return (news: News): void => {
    for (const { type, ...payload } of alertsOf(news)) void announce(`${PREFIX}${type}`, payload);
  };
}
