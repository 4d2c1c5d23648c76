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
  endpoint('GET', '/:id', 'destinations.findOne', 'destinations.read'),
  endpoint('PATCH', '/:id', 'destinations.update', 'destinations.update'),
  endpoint('DELETE', '/:id', 'destinations.delete', 'destinations.delete'),
  endpoint('POST', '/:id/rotate-secret', 'destinations.rotateSecret', 'destinations.secrets'),
  endpoint('GET', '/:id/deliveries', 'deliveries.find', 'deliveries.read'),
  endpoint('GET', '/:id/deliveries/:deliveryId', 'deliveries.findOne', 'deliveries.read'),
];
