/** The person who logs in to the demo. A user that exists keeps the password it has. */
import type { Core } from '@strapi/strapi';

const EMAIL = 'demo@example.com';

interface UserService {
  exists(where: { email: string }): Promise<boolean>;
  create(user: Record<string, unknown>): Promise<unknown>;
}

interface RoleService {
  getSuperAdmin(): Promise<{ id: number } | null>;
}

export async function createAdminUser(strapi: Core.Strapi, password: string): Promise<void> {
  const users = strapi.service('admin::user') as Core.Service & UserService;
  const roles = strapi.service('admin::role') as Core.Service & RoleService;

  if (await users.exists({ email: EMAIL })) return;

  const superAdmin = await roles.getSuperAdmin();
  if (!superAdmin) throw new Error('Expected Strapi to have a super admin role, found none.');

  await users.create({
    email: EMAIL,
    firstname: 'Demo',
    lastname: 'User',
    password,
    isActive: true,
    roles: [superAdmin.id],
  });
}
