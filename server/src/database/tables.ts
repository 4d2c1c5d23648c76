/** Names of the plugin's own tables; no other file spells them. */
export const TABLES = {
  settings: 'destinations_settings',
  destinations: 'destinations_destinations',
  secrets: 'destinations_secrets',
  changes: 'destinations_changes',
  views: 'destinations_views',
  deliveries: 'destinations_deliveries',
  attempts: 'destinations_attempts',
  receipts: 'destinations_receipts',
} as const;

export type TableName = (typeof TABLES)[keyof typeof TABLES];
