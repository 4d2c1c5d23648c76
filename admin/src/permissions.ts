/** What a role may do with this plugin; the names are those of the server. */
import { PLUGIN_ID } from './pluginId';

export const PERMISSIONS = {
  readDestinations: permission('destinations.read'),
  createDestinations: permission('destinations.create'),
  updateDestinations: permission('destinations.update'),
  deleteDestinations: permission('destinations.delete'),
  rotateSecrets: permission('destinations.secrets'),
  readDeliveries: permission('deliveries.read'),
  retryDeliveries: permission('deliveries.retry'),
  readViews: permission('views.read'),
};

export type PermissionName = keyof typeof PERMISSIONS;

/** A list, as `Page.Protect`, menu links and `useRBAC` take it. */
function permission(uid: string) {
  return [{ action: `plugin::${PLUGIN_ID}.${uid}`, subject: null }];
}
