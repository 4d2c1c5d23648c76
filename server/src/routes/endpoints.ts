/** Every endpoint once: its path, its action and what it takes to be allowed to call it. */
import { type Permission } from '../permissions';

export interface Endpoint<Handler extends string = string> {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  path: string;
  /** `<controller>.<action>`; actions that only read begin with `find`, as Strapi's read-only tokens require. */
  handler: Handler;
  /** Of several all are needed. */
  permission: Permission | readonly Permission[];
}

function endpoint<const Handler extends string>(
  method: Endpoint['method'],
  path: string,
  handler: Handler,
  permission: Endpoint['permission']
): Endpoint<Handler> {
  return { method, path, handler, permission };
}

/** What each takes and answers is in descriptions/; one without a description is a type error there. */
export const endpoints = [
  endpoint('GET', '/', 'destinations.find', 'destinations.read'),
  endpoint('POST', '/', 'destinations.create', 'destinations.create'),
  endpoint('GET', '/delivery', 'views.findOne', 'views.read'),
  // Before `/:id`, which would take every word for an id.
  endpoint('GET', '/event-types', 'event-types.find', 'destinations.read'),
  endpoint('GET', '/views/count', 'view-counts.find', 'destinations.read'),
  endpoint('GET', '/identities', 'identities.find', 'destinations.read'),
  endpoint('POST', '/re-encrypt', 'encryption.reencrypt', 'destinations.secrets'),
  endpoint('GET', '/environment', 'environment.find', 'destinations.read'),
  endpoint('POST', '/environment', 'environment.choose', 'destinations.update'),
  endpoint('GET', '/export', 'exports.find', 'destinations.read'),
  endpoint('POST', '/import', 'imports.create', ['destinations.create', 'destinations.update']),
  endpoint('GET', '/health', 'health.find', 'deliveries.read'),
  endpoint('GET', '/metrics', 'metrics.find', 'deliveries.read'),
  endpoint('GET', '/statistics', 'statistics.find', 'deliveries.read'),
  endpoint('GET', '/status', 'status.find', 'deliveries.read'),
  endpoint('GET', '/view-types', 'view-types.find', 'deliveries.read'),
  endpoint('POST', '/redeploy-entries', 'redeploy-entries.create', 'deliveries.retry'),
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
  endpoint('GET', '/:id/redeploys', 'redeploys.find', 'deliveries.read'),
  endpoint('GET', '/:id/redeploys/:redeployId', 'redeploys.findOne', 'deliveries.read'),
  endpoint('POST', '/:id/redeploys/:redeployId/pause', 'redeploys.pause', 'deliveries.retry'),
  endpoint('POST', '/:id/redeploys/:redeployId/resume', 'redeploys.resume', 'deliveries.retry'),
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

export type Handler = (typeof endpoints)[number]['handler'];
