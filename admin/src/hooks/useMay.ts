/** Whether the person at the screen has a permission; false while it is not known yet. */
import { useRBAC } from '@strapi/strapi/admin';

import { PERMISSIONS, type PermissionName } from '../permissions';

export function useMay(name: PermissionName): boolean {
  const { allowedActions } = useRBAC(PERMISSIONS[name]);
  return Object.values(allowedActions).every(Boolean);
}
