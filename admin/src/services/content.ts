/** The calls that compare a destination with the content and send it what it lacks. */
import {
  type JobProgress,
  type ReconcileCounts,
  type RedeployInput,
  type RepairInput,
} from '../../../contracts/job';
import { PLUGIN_ID } from '../pluginId';
import { api } from './api';

const root = (destinationId: string) => `/${PLUGIN_ID}/${destinationId}`;

const content = api.injectEndpoints({
  endpoints: (build) => ({
    getRedeploys: build.query<JobProgress[], string>({
      query: (destinationId) => ({ url: `${root(destinationId)}/redeploys` }),
      transformResponse: ({ data }: { data: JobProgress[] }) => data,
      providesTags: ['Redeploy'],
    }),
    startRedeploy: build.mutation<{ data: JobProgress }, { id: string; input: RedeployInput }>({
      query: ({ id, input }) => ({ url: `${root(id)}/redeploy`, method: 'POST', data: input }),
      invalidatesTags: ['Redeploy', 'Delivery'],
    }),
    changeRedeploy: build.mutation<
      unknown,
      { id: string; redeployId: string; verb: 'pause' | 'resume' | 'cancel' }
    >({
      query: ({ id, redeployId, verb }) => ({
        url: `${root(id)}/redeploys/${redeployId}/${verb}`,
        method: 'POST',
      }),
      invalidatesTags: ['Redeploy'],
    }),
    getReconcile: build.query<ReconcileCounts, string>({
      query: (id) => ({ url: `${root(id)}/reconcile` }),
      transformResponse: ({ data }: { data: ReconcileCounts }) => data,
      providesTags: ['Reconcile'],
    }),
    startRepair: build.mutation<{ data: JobProgress }, { id: string; input: RepairInput }>({
      query: ({ id, input }) => ({ url: `${root(id)}/reconcile`, method: 'POST', data: input }),
      invalidatesTags: ['Redeploy', 'Delivery'],
    }),
  }),
});

export const {
  useGetRedeploysQuery,
  useStartRedeployMutation,
  useChangeRedeployMutation,
  useLazyGetReconcileQuery,
  useStartRepairMutation,
} = content;
