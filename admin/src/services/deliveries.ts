/** The calls about deliveries of one destination, and about those that wait for a person. */
import {
  type Delivery,
  type DeliveryStatus,
  type DeliveryWithAttempts,
} from '../../../contracts/delivery';
import { type Action } from '../../../contracts/message';
import { PLUGIN_ID } from '../pluginId';
import { api, queryOf } from './api';

export interface DeliveryFilters {
  status?: readonly DeliveryStatus[];
  action?: Action;
  type?: string;
  originId?: string;
  /** ISO 8601. */
  from?: string;
  to?: string;
  test?: boolean;
}

export interface ListQuery extends DeliveryFilters {
  destinationId: string;
  page: number;
  perPage: number;
}

export interface DeliveryList {
  data: Delivery[];
  meta: { pagination: { page: number; per_page: number; total: number; capped: boolean } };
}

/** One delivery of one destination. */
export interface DeliveryKey {
  destinationId: string;
  deliveryId: string;
}

type Retryable = 'failed' | 'pending';

const root = (destinationId: string) => `/${PLUGIN_ID}/${destinationId}`;

/** What looks different after a delivery was sent or taken away. */
const CHANGED = ['Delivery', 'Diverted', 'EntryStatus', 'Statistics'] as const;

const deliveries = api.injectEndpoints({
  endpoints: (build) => ({
    getDeliveries: build.query<DeliveryList, ListQuery>({
      query: ({ destinationId, perPage, ...filters }) => ({
        url: `${root(destinationId)}/deliveries`,
        config: { params: queryOf({ ...filters, per_page: perPage }) },
      }),
      providesTags: ['Delivery'],
    }),
    getDelivery: build.query<DeliveryWithAttempts, DeliveryKey>({
      query: ({ destinationId, deliveryId }) => ({
        url: `${root(destinationId)}/deliveries/${deliveryId}`,
      }),
      transformResponse: ({ data }: { data: DeliveryWithAttempts }) => data,
      providesTags: ['Delivery'],
    }),
    retryDelivery: build.mutation<unknown, DeliveryKey>({
      query: ({ destinationId, deliveryId }) => ({
        url: `${root(destinationId)}/deliveries/${deliveryId}/retry`,
        method: 'POST',
      }),
      invalidatesTags: CHANGED,
    }),
    cancelDelivery: build.mutation<unknown, DeliveryKey>({
      query: ({ destinationId, deliveryId }) => ({
        url: `${root(destinationId)}/deliveries/${deliveryId}/cancel`,
        method: 'POST',
      }),
      invalidatesTags: CHANGED,
    }),
    retryDeliveries: build.mutation<
      { data: { queued: number } },
      { destinationId: string; from: string; status: readonly Retryable[] }
    >({
      query: ({ destinationId, ...data }) => ({
        url: `${root(destinationId)}/deliveries/retry`,
        method: 'POST',
        data,
      }),
      invalidatesTags: CHANGED,
    }),
    cancelDeliveries: build.mutation<
      { data: { canceled: number } },
      { destinationId: string; type?: string; action?: Action; before?: string }
    >({
      query: ({ destinationId, ...data }) => ({
        url: `${root(destinationId)}/deliveries/cancel`,
        method: 'POST',
        data,
      }),
      invalidatesTags: CHANGED,
    }),
    getDiverted: build.query<DeliveryList, ListQuery>({
      query: ({ destinationId, perPage, ...filters }) => ({
        url: `${root(destinationId)}/diverted`,
        config: { params: queryOf({ ...filters, per_page: perPage }) },
      }),
      providesTags: ['Diverted'],
    }),
    resendDiverted: build.mutation<unknown, DeliveryKey>({
      query: ({ destinationId, deliveryId }) => ({
        url: `${root(destinationId)}/diverted/${deliveryId}/resend`,
        method: 'POST',
      }),
      invalidatesTags: CHANGED,
    }),
    deleteDiverted: build.mutation<unknown, DeliveryKey>({
      query: ({ destinationId, deliveryId }) => ({
        url: `${root(destinationId)}/diverted/${deliveryId}`,
        method: 'DELETE',
      }),
      invalidatesTags: CHANGED,
    }),
  }),
});

export const {
  useGetDeliveriesQuery,
  useGetDeliveryQuery,
  useRetryDeliveryMutation,
  useCancelDeliveryMutation,
  useRetryDeliveriesMutation,
  useCancelDeliveriesMutation,
  useGetDivertedQuery,
  useResendDivertedMutation,
  useDeleteDivertedMutation,
} = deliveries;
