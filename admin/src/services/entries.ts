/** The calls about entries: which have views, what is live of one, and sending some again. */
import { type RedeployedEntries, type RedeployEntriesInput } from '../../../contracts/job';
import { type EntryStatus, type ViewStatus } from '../../../contracts/status';
import { type ViewType } from '../../../contracts/view-type';
import { PLUGIN_ID } from '../pluginId';
import { api, queryOf } from './api';

export interface EntryKey {
  uid: string;
  documentId: string;
  /** Empty for content that is not localized. */
  locale: string;
}

interface StatusAnswer {
  data: ViewStatus[];
  meta: { planned: boolean };
}

const entries = api.injectEndpoints({
  endpoints: (build) => ({
    /** Does not change while Strapi runs. */
    getViewTypes: build.query<ViewType[], undefined>({
      query: () => ({ url: `/${PLUGIN_ID}/view-types` }),
      transformResponse: ({ data }: { data: ViewType[] }) => data,
    }),
    getEntryStatus: build.query<EntryStatus, EntryKey>({
      query: ({ uid, documentId, locale }) => ({
        url: `/${PLUGIN_ID}/status`,
        config: { params: queryOf({ uid, documentId, locale }) },
      }),
      transformResponse: ({ data, meta }: StatusAnswer) => ({
        planned: meta.planned,
        destinations: data,
      }),
      providesTags: ['EntryStatus'],
    }),
    redeployEntries: build.mutation<{ data: RedeployedEntries }, RedeployEntriesInput>({
      query: (data) => ({ url: `/${PLUGIN_ID}/redeploy-entries`, method: 'POST', data }),
      invalidatesTags: ['Delivery', 'EntryStatus'],
    }),
  }),
});

export const { useGetViewTypesQuery, useGetEntryStatusQuery, useRedeployEntriesMutation } = entries;
