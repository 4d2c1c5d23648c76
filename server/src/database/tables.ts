/** Names of the plugin's own tables; no other file spells them. */
export const TABLES = {
  settings: 'destinations_settings',
  destinations: 'destinations_destinations',
  secrets: 'destinations_secrets',
  identities: 'destinations_identities',
  changes: 'destinations_changes',
  views: 'destinations_views',
  routes: 'destinations_routes',
  references: 'destinations_references',
  fanouts: 'destinations_fanouts',
  jobs: 'destinations_jobs',
  deliveries: 'destinations_deliveries',
  leases: 'destinations_leases',
  attempts: 'destinations_attempts',
  headers: 'destinations_headers',
  receipts: 'destinations_receipts',
  streaks: 'destinations_streaks',
  alerts: 'destinations_alerts',
  statistics: 'destinations_statistics',
} as const;

export type TableName = (typeof TABLES)[keyof typeof TABLES];
