/** How the destinations and the plugin itself are doing. */
import { type Environment, type EnvironmentChoice } from '../../../contracts/environment';
import { type Health } from '../../../contracts/health';
import { type Statistics } from '../../../contracts/statistics';
import { PLUGIN_ID } from '../pluginId';
import { api } from './api';

const overview = api.injectEndpoints({
  endpoints: (build) => ({
    getStatistics: build.query<Statistics, { hours: number }>({
      query: ({ hours }) => ({
        url: `/${PLUGIN_ID}/statistics`,
        config: { params: { hours: String(hours) } },
      }),
      transformResponse: ({ data }: { data: Statistics }) => data,
      providesTags: ['Statistics'],
    }),
    getHealth: build.query<Health, undefined>({
      query: () => ({
        url: `/${PLUGIN_ID}/health`,
        // 503 says that the plugin is down, and how.
        config: { validateStatus: (status: number) => status === 503 },
      }),
      transformResponse: ({ data }: { data: Health }) => data,
      providesTags: ['Health'],
    }),
    getEnvironment: build.query<Environment, undefined>({
      query: () => ({ url: `/${PLUGIN_ID}/environment` }),
      transformResponse: ({ data }: { data: Environment }) => data,
      providesTags: ['Health'],
    }),
    chooseEnvironment: build.mutation<unknown, { choice: EnvironmentChoice }>({
      query: (data) => ({ url: `/${PLUGIN_ID}/environment`, method: 'POST', data }),
      invalidatesTags: ['Health', 'Destination', 'Statistics', 'Delivery'],
    }),
  }),
});

export const {
  useGetStatisticsQuery,
  useGetHealthQuery,
  useGetEnvironmentQuery,
  useChooseEnvironmentMutation,
} = overview;
