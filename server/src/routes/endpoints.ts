/** Every endpoint once: its path, its action and what it takes to be allowed to call it. */
import { type Permission } from '../permissions';

export interface Endpoint {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  /** `<controller>.<action>`; actions that only read begin with `find`, as Strapi's read-only tokens require. */
  handler: string;
  permission: Permission;
}

function endpoint(
  method: Endpoint['method'],
  path: string,
  handler: string,
  permission: Permission
): Endpoint {
  return { method, path, handler, permission };
}

export const endpoints: readonly Endpoint[] = [
  endpoint('GET', '/', 'destinations.find', 'destinations.read'),
  endpoint('POST', '/', 'destinations.create', 'destinations.create'),
  endpoint('GET', '/delivery', 'views.findOne', 'views.read'),
  // Before `/:id`, which would take every word for an id.
  endpoint('GET', '/event-types', 'event-types.find', 'destinations.read'),
  endpoint('GET', '/identities', 'identities.find', 'destinations.read'),
  endpoint('GET', '/health', 'health.find', 'deliveries.read'),
  endpoint('GET', '/status', 'status.find', 'deliveries.read'),
  endpoint('GET', '/:id', 'destinations.findOne', 'destinations.read'),
  endpoint('PATCH', '/:id', 'destinations.update', 'destinations.update'),
  endpoint('DELETE', '/:id', 'destinations.delete', 'destinations.delete'),
  endpoint('POST', '/:id/rotate-secret', 'destinations.rotateSecret', 'destinations.secrets'),
  endpoint('PATCH', '/:id/suspend', 'destinations.suspend', 'destinations.update'),
  endpoint('PATCH', '/:id/unsuspend', 'destinations.unsuspend', 'destinations.update'),
  endpoint('POST', '/:id/test', 'deliveries.test', 'deliveries.retry'),
  endpoint('POST', '/:id/deliveries/retry', 'deliveries.retryMany', 'deliveries.retry'),
  endpoint('POST', '/:id/deliveries/cancel', 'deliveries.cancelMany', 'deliveries.retry'),
  endpoint('POST', '/:id/deliveries/:deliveryId/retry', 'deliveries.retry', 'deliveries.retry'),
  endpoint('POST', '/:id/deliveries/:deliveryId/cancel', 'deliveries.cancel', 'deliveries.retry'),
  endpoint('POST', '/:id/redeploy', 'redeploys.create', 'deliveries.retry'),
  endpoint('GET', '/:id/redeploys/:redeployId', 'redeploys.findOne', 'deliveries.read'),
  endpoint('POST', '/:id/redeploys/:redeployId/cancel', 'redeploys.cancel', 'deliveries.retry'),
  endpoint('GET', '/:id/reconcile', 'reconcile.find', 'deliveries.read'),
  endpoint('POST', '/:id/reconcile', 'reconcile.repair', 'deliveries.retry'),
  endpoint('GET', '/:id/diverted', 'diverted.find', 'deliveries.read'),
  endpoint('GET', '/:id/diverted/:deliveryId', 'diverted.findOne', 'deliveries.read'),
  endpoint('POST', '/:id/diverted/:deliveryId/resend', 'diverted.resend', 'deliveries.retry'),
  endpoint('DELETE', '/:id/diverted/:deliveryId', 'diverted.delete', 'deliveries.retry'),
  endpoint('GET', '/:id/deliveries', 'deliveries.find', 'deliveries.read'),
  endpoint('GET', '/:id/deliveries/:deliveryId', 'deliveries.findOne', 'deliveries.read'),
];
