/** Who sits in front of the admin panel. */
import { type Core } from '@strapi/strapi';

export const PASSWORD = 'Playground1';

export interface Person {
  email: string;
}

/** May do everything. */
export async function createAdministrator(strapi: Core.Strapi): Promise<Person> {
  const role = await strapi.service('admin::role').getSuperAdmin();
  return createPerson(strapi, 'administrator@example.com', role.id);
}

const EDITING = ['read', 'create', 'update', 'publish'];

/**
 * @param permissions of the plugin, such as `destinations.read`
 * @param edited uids of content types that the person may edit
 */
export async function createPersonWith(
  strapi: Core.Strapi,
  name: string,
  permissions: readonly string[],
  edited: readonly string[] = []
): Promise<Person> {
  const roles = strapi.service('admin::role');
  const role = await roles.create({ name, description: '' });
  await roles.assignPermissions(role.id, [
    ...permissions.map((uid) => ({ action: `plugin::destinations.${uid}`, subject: null })),
    ...edited.flatMap((subject) =>
      EDITING.map((action) => ({
        action: `plugin::content-manager.explorer.${action}`,
        subject,
        properties: { fields: ['title', 'slug'], locales: ['en'] },
      }))
    ),
  ]);
  return createPerson(strapi, `${name}@example.com`, role.id);
}

async function createPerson(strapi: Core.Strapi, email: string, role: number): Promise<Person> {
  await strapi.service('admin::user').create({
    email,
    firstname: 'Kim',
    lastname: 'Berg',
    password: PASSWORD,
    isActive: true,
    roles: [role],
  });
  return { email };
}
