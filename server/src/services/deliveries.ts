/** Deliveries for the code of the app and of other plugins. */
import { type Core } from '@strapi/types';

import { type DeliveryWithAttempts } from '../../../contracts/delivery';
import { type DeliveryQuery } from '../../../contracts/delivery-query';
import { type EntryStatus } from '../../../contracts/status';
import { type DeliveryPage } from '../history/deliveries';
import { deliveryNotFound } from '../operations/deliveries';
import { pipelineOf } from './get-pipeline';

export interface Entry {
  /** Of the content type, such as `api::article.article`. */
  uid: string;
  documentId: string;
  /** Left out for content that is not localized. */
  locale?: string;
}

export default ({ strapi }: { strapi: Core.Strapi }) => {
  const keyOf = ({ uid, documentId, locale = '' }: Entry) => ({ uid, documentId, locale });

  async function find(destinationId: string, id: string): Promise<DeliveryWithAttempts> {
    const delivery = await pipelineOf(strapi).history.find(destinationId, id);
    if (!delivery) throw deliveryNotFound();
    return delivery;
  }

  return {
    /** Newest first, 25 a page, unless the query says otherwise. @throws NotFoundError */
    async list(destinationId: string, query: Partial<DeliveryQuery> = {}): Promise<DeliveryPage> {
      const { destinations, history } = pipelineOf(strapi);
      const { id } = await destinations.get(destinationId);
      return history.list(id, { page: 1, per_page: 25, sort: 'createdAt:desc', ...query });
    },

    /** With its attempts. @throws NotFoundError */
    get: find,

    /** Makes it due now. @throws NotFoundError, or ConflictError when it cannot be tried again */
    async retry(destinationId: string, id: string): Promise<DeliveryWithAttempts> {
      const { destinations, deliveries } = pipelineOf(strapi);
      await deliveries.retry(await destinations.get(destinationId), id);
      return find(destinationId, id);
    },

    /** @throws NotFoundError, or ConflictError when it does not wait */
    async cancel(destinationId: string, id: string): Promise<DeliveryWithAttempts> {
      const { destinations, deliveries } = pipelineOf(strapi);
      await deliveries.cancel(await destinations.get(destinationId), id);
      return find(destinationId, id);
    },

    /** What is live of an entry, per destination. */
    status: (entry: Entry): Promise<EntryStatus> => pipelineOf(strapi).findStatus(keyOf(entry)),

    /**
     * Resolves when the entry, as it is now, has been delivered everywhere; at once when a delivery failed or its
     * destination is suspended; and when the time is over. The answer says which of it was the case.
     * Do not call it inside a transaction: nothing is delivered before the commit.
     * @throws RateLimitError when too many wait already
     */
    waitUntilDelivered: (
      entry: Entry,
      { timeoutMs = 10_000 }: { timeoutMs?: number } = {}
    ): Promise<EntryStatus> => pipelineOf(strapi).waitUntilDelivered(keyOf(entry), timeoutMs),
  };
};
