/**
 * The calls about destinations. Strapi's client knows no PATCH and would send a GET instead; the admin API takes
 * PUT for every PATCH.
 */
import {
  type CreateDestinationInput,
  type Destination,
  type DestinationWithSecret,
  type UpdateDestinationInput,
} from '../../../contracts/destination';
import { PLUGIN_ID } from '../pluginId';
import { api, queryOf } from './api';

export interface DestinationListQuery {
  offset?: number;
  count?: number;
  name?: string;
  active?: boolean;
  suspended?: boolean;
}

export interface DestinationList {
  data: Destination[];
  meta: { pagination: { offset: number; count: number; total: number } };
}

interface Saved<T> {
  data: T;
  meta: { warnings: string[] };
}

interface RotatedSecret {
  secret: string;
  previousExpiresAt: string | null;
}

const destinations = api.injectEndpoints({
  endpoints: (build) => ({
    getDestinations: build.query<DestinationList, DestinationListQuery>({
      query: (params) => ({ url: `/${PLUGIN_ID}`, config: { params: queryOf({ ...params }) } }),
      providesTags: ['Destination', { type: 'Destination', id: 'LIST' }],
    }),
    getDestination: build.query<Destination, string>({
      query: (id) => ({ url: `/${PLUGIN_ID}/${id}` }),
      transformResponse: ({ data }: { data: Destination }) => data,
      providesTags: (_result, _error, id) => [{ type: 'Destination', id }],
    }),
    createDestination: build.mutation<Saved<DestinationWithSecret>, CreateDestinationInput>({
      query: (data) => ({ url: `/${PLUGIN_ID}`, method: 'POST', data }),
      invalidatesTags: ['Destination', 'Statistics', 'Health'],
    }),
    updateDestination: build.mutation<
      Saved<Destination>,
      { id: string; input: UpdateDestinationInput }
    >({
      query: ({ id, input }) => ({ url: `/${PLUGIN_ID}/${id}`, method: 'PUT', data: input }),
      invalidatesTags: (result) => (result ? ['Destination', 'Delivery', 'Health'] : []),
    }),
    deleteDestination: build.mutation<unknown, string>({
      query: (id) => ({ url: `/${PLUGIN_ID}/${id}`, method: 'DELETE' }),
      // Not the page of the deleted one, which would ask for it once more.
      invalidatesTags: [{ type: 'Destination', id: 'LIST' }, 'Statistics', 'Health'],
    }),
    suspendDestination: build.mutation<unknown, string>({
      query: (id) => ({ url: `/${PLUGIN_ID}/${id}/suspend`, method: 'PUT' }),
      invalidatesTags: ['Destination', 'Statistics'],
    }),
    unsuspendDestination: build.mutation<unknown, string>({
      query: (id) => ({ url: `/${PLUGIN_ID}/${id}/unsuspend`, method: 'PUT' }),
      invalidatesTags: ['Destination', 'Statistics', 'Delivery'],
    }),
    rotateSecret: build.mutation<RotatedSecret, { id: string; graceSeconds: number }>({
      query: ({ id, graceSeconds }) => ({
        url: `/${PLUGIN_ID}/${id}/rotate-secret`,
        method: 'POST',
        data: { graceSeconds },
      }),
      transformResponse: ({ data }: { data: RotatedSecret }) => data,
    }),
  }),
});

export const {
  useGetDestinationsQuery,
  useGetDestinationQuery,
  useLazyGetDestinationQuery,
  useCreateDestinationMutation,
  useUpdateDestinationMutation,
  useDeleteDestinationMutation,
  useSuspendDestinationMutation,
  useUnsuspendDestinationMutation,
  useRotateSecretMutation,
} = destinations;
