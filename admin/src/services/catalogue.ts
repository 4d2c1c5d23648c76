/** What a destination can be made of: types, locales, identities, and how much there is of it. */
import { type EventType } from '../../../contracts/event-type';
import { type Identity } from '../../../contracts/identity';
import { type ViewCount, type ViewCountQuery } from '../../../contracts/view-count';
import { PLUGIN_ID } from '../pluginId';
import { api, queryOf } from './api';

interface Locale {
  code: string;
  name: string;
}

const catalogue = api.injectEndpoints({
  endpoints: (build) => ({
    getEventTypes: build.query<EventType[], undefined>({
      query: () => ({ url: `/${PLUGIN_ID}/event-types` }),
      transformResponse: ({ data }: { data: EventType[] }) => data,
    }),
    getIdentities: build.query<Identity[], undefined>({
      query: () => ({ url: `/${PLUGIN_ID}/identities` }),
      transformResponse: ({ data }: { data: Identity[] }) => data,
    }),
    /** Of Strapi's i18n plugin, whose own endpoint `getLocales` is in the same API; an error where there is none. */
    getDestinationLocales: build.query<Locale[], undefined>({
      query: () => ({ url: '/i18n/locales' }),
    }),
    countViews: build.query<ViewCount, Partial<ViewCountQuery>>({
      query: (params) => ({
        url: `/${PLUGIN_ID}/views/count`,
        config: { params: queryOf(params) },
      }),
      transformResponse: ({ data }: { data: ViewCount }) => data,
      // Content changes all the time.
      keepUnusedDataFor: 5,
    }),
  }),
});

export const {
  useGetEventTypesQuery,
  useGetIdentitiesQuery,
  useGetDestinationLocalesQuery: useGetLocalesQuery,
  useCountViewsQuery,
} = catalogue;
