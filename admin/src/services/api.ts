/** Strapi's own RTK Query API, with the tags of this plugin. */
import { adminApi } from '@strapi/strapi/admin';

export const api = adminApi.enhanceEndpoints({
  addTagTypes: [
    'Destination',
    'Delivery',
    'Diverted',
    'Redeploy',
    'Reconcile',
    'EntryStatus',
    'Statistics',
    'Health',
  ],
});

type Value = string | number | boolean | readonly string[] | undefined | null;

/** Strapi's client writes parameters into the address as they are; lists go as `a,b`, empty ones not at all. */
export function queryOf(params: Record<string, Value>): Record<string, string> {
  const entries = Object.entries(params).flatMap(([name, value]) => {
    const text = Array.isArray(value) ? value.join(',') : String(value ?? '');
    return text === '' ? [] : [[name, encodeURIComponent(text)] as const];
  });
  return Object.fromEntries(entries);
}
