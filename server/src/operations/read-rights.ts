/** Asks Strapi which content types somebody may read, as they may now; keeps nothing. */
import { type Core } from '@strapi/types';

import { type MayRead } from '../destinations/destinations';
import { type DestinationRecord } from '../destinations/record';

/** Nobody may read anything once they are blocked or expired, and no person who is gone. */
export type ReadRightsOf = (owner: NonNullable<DestinationRecord['owner']>) => Promise<MayRead>;

/** As CASL makes it. */
interface Ability {
  can(action: string, subject?: string): boolean;
}

interface AdminUser {
  isActive: boolean;
  blocked: boolean | null;
}

interface ApiToken {
  kind: 'admin' | 'content-api' | null;
  type: 'read-only' | 'full-access' | 'custom';
  expiresAt: string | number | null;
  permissions: { action: string }[];
  adminPermissions: unknown[] | null;
  adminUserOwner: { id: number } | null;
}

/** The action of Strapi's admin that lets somebody read a content type. */
export const READ_IN_ADMIN = 'plugin::content-manager.explorer.read';
const NOTHING: MayRead = () => false;

export function createReadRights(strapi: Core.Strapi, now: () => number): ReadRightsOf {
  async function findAdmin(id: number): Promise<AdminUser | null> {
    const user: AdminUser | null = await strapi.db
      .query('admin::user')
      .findOne({ where: { id }, populate: ['roles'] });
    return user?.isActive && !user.blocked ? user : null;
  }

  async function ofAdmin(id: number): Promise<MayRead> {
    const user = await findAdmin(id);
    if (!user) return NOTHING;
    return readsInAdmin(await strapi.service('admin::permission').engine.generateUserAbility(user));
  }

  async function ofToken(id: number): Promise<MayRead> {
    const token: ApiToken | null = await strapi.db.query('admin::api-token').findOne({
      where: { id },
      populate: ['permissions', 'adminPermissions', 'adminUserOwner'],
    });
    // An import or transfer deletes every API token, and the destinations must not fall silent with them.
    if (!token) return () => true;
    if (token.expiresAt !== null && new Date(Number(token.expiresAt)).getTime() < now()) {
      return NOTHING;
    }
    if (token.kind === 'admin') return ofAdminToken(token);
    if (token.type !== 'custom') return () => true;
    return readsByScopes(token.permissions.map(({ action }) => action));
  }

  /** What both the token and the administrator who made it may read. */
  async function ofAdminToken({ adminPermissions, adminUserOwner }: ApiToken): Promise<MayRead> {
    const user = adminUserOwner && (await findAdmin(adminUserOwner.id));
    if (!user) return NOTHING;
    const { engine } = strapi.service('admin::permission');
    return readsInAdmin(await engine.generateTokenAbility(adminPermissions ?? [], user));
  }

  async function ofUser(id: number): Promise<MayRead> {
    if (!strapi.plugin('users-permissions')) return NOTHING;
    const user: { blocked: boolean; role: { permissions: { action: string }[] } | null } | null =
      await strapi.db
        .query('plugin::users-permissions.user')
        .findOne({ where: { id }, populate: { role: { populate: ['permissions'] } } });
    if (!user || user.blocked) return NOTHING;
    return readsByScopes((user.role?.permissions ?? []).map(({ action }) => action));
  }

  return async ({ type, id }) => {
    switch (type) {
      case 'admin':
        return ofAdmin(id);
      case 'api-token':
        return ofToken(id);
      case 'user':
        return ofUser(id);
      default:
        return NOTHING;
    }
  };
}

function readsByScopes(scopes: readonly string[]): MayRead {
  const granted = new Set(scopes);
  return (uid) => granted.has(`${uid}.find`) || granted.has(`${uid}.findOne`);
}

function readsInAdmin(ability: Ability): MayRead {
  return (uid) => ability.can(READ_IN_ADMIN, uid);
}
