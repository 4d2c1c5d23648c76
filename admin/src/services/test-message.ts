/** Sends a test message and reads what became of it. */
import { type DeliveryWithAttempts } from '../../../contracts/delivery';
import { PLUGIN_ID } from '../pluginId';
import { api } from './api';

const testMessage = api.injectEndpoints({
  endpoints: (build) => ({
    sendTest: build.mutation<DeliveryWithAttempts, { id: string; event: string }>({
      async queryFn({ id, event }, _api, _options, call) {
        const sent = await call({
          url: `/${PLUGIN_ID}/${id}/test`,
          method: 'POST',
          data: { event },
        });
        if (sent.error) return { error: sent.error };
        // The server answers when the receiver has answered.
        const { data } = sent.data as { data: { id: string } };
        const read = await call({ url: `/${PLUGIN_ID}/${id}/deliveries/${data.id}` });
        if (read.error) return { error: read.error };
        return { data: (read.data as { data: DeliveryWithAttempts }).data };
      },
      invalidatesTags: ['Delivery'],
    }),
  }),
});

export const { useSendTestMutation } = testMessage;
