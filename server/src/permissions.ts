/** What an admin role may be allowed to do; API tokens have the same as scopes of the routes. */
export const PERMISSIONS = [
  { uid: 'destinations.read', displayName: 'Read', subCategory: 'Destinations' },
  { uid: 'destinations.create', displayName: 'Create', subCategory: 'Destinations' },
  { uid: 'destinations.update', displayName: 'Update', subCategory: 'Destinations' },
  { uid: 'destinations.delete', displayName: 'Delete', subCategory: 'Destinations' },
  { uid: 'destinations.secrets', displayName: 'Rotate secrets', subCategory: 'Destinations' },
  { uid: 'deliveries.read', displayName: 'Read', subCategory: 'Deliveries' },
  { uid: 'deliveries.retry', displayName: 'Retry, cancel and test', subCategory: 'Deliveries' },
  { uid: 'views.read', displayName: 'Read', subCategory: 'Views' },
] as const;

export type Permission = (typeof PERMISSIONS)[number]['uid'];

export const PLUGIN = 'destinations';

/** As Strapi registers them for admin roles. */
export const adminActions = PERMISSIONS.map((permission) => ({
  ...permission,
  section: 'plugins',
  pluginName: PLUGIN,
}));

export function adminActionOf(permission: Permission): string {
  return `plugin::${PLUGIN}.${permission}`;
}
