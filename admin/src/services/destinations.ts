/** The calls of the admin panel to the REST API of this plugin. */
import { adminApi } from '@strapi/strapi/admin';

import { type Destination } from '../../../contracts/destination';
import { PLUGIN_ID } from '../pluginId';

interface DestinationList {
  data: Destination[];
  meta: { pagination: { offset: number; count: number; total: number } };
}

const api = adminApi.enhanceEndpoints({ addTagTypes: ['Destination'] }).injectEndpoints({
  endpoints: (build) => ({
    getDestinations: build.query<DestinationList, { offset: number; count: number }>({
      query: (params) => ({ url: `/${PLUGIN_ID}`, method: 'GET', config: { params } }),
      providesTags: ['Destination'],
    }),
  }),
});

export const { useGetDestinationsQuery } = api;
