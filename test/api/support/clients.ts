/** Everybody who may call the REST API: tokens of every kind, roles of the admin panel. */
import { type Core } from '@strapi/strapi';

import { checkDescribed } from '../../support/described';
import { type Playground } from '../../support/playground';

let counter = 0;

function next(name: string): string {
  counter += 1;
  return `${name} ${process.pid} ${counter}`;
}

interface TokenOptions {
  type: 'read-only' | 'full-access' | 'custom';
  /** Scopes of a custom token. */
  permissions?: string[];
}

export async function createApiToken(
  strapi: Core.Strapi,
  { type, permissions }: TokenOptions
): Promise<string> {
  const { accessKey } = await strapi.service('admin::api-token').create({
    name: next('token'),
    description: '',
    type,
    lifespan: null,
    ...(permissions ? { permissions } : {}),
  });
  return accessKey;
}

export interface AdminUser {
  id: number;
  /** For the admin API. */
  jwt: string;
}

/** What a role may do with one content type. */
interface ContentPermission {
  action: string;
  subject: string;
}

/** An admin whose only role has exactly these actions; without actions given, a super admin. */
export async function createAdmin(
  { strapi, url }: Playground,
  actions?: readonly string[],
  content: readonly ContentPermission[] = []
): Promise<AdminUser> {
  const role = actions ? await createRole(strapi, actions, content) : await superAdminRole(strapi);
  const email = `admin-${process.pid}-${(counter += 1)}@example.com`;
  const password = 'A-long-Passw0rd';
  const user = await strapi.service('admin::user').create({
    email,
    password,
    firstname: 'Test',
    lastname: 'Admin',
    isActive: true,
    roles: [role.id],
  });
  const response = await fetch(`${url}/admin/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  const { data } = (await response.json()) as { data: { token: string } };
  return { id: Number(user.id), jwt: data.token };
}

async function createRole(
  strapi: Core.Strapi,
  actions: readonly string[],
  content: readonly ContentPermission[]
): Promise<{ id: number }> {
  const role = await strapi
    .service('admin::role')
    .create({ name: next('role'), description: 'made by a test' });
  await strapi.service('admin::role').assignPermissions(
    role.id,
    [...actions.map((action) => ({ action, subject: null })), ...content].map((permission) => ({
      ...permission,
      properties: {},
      conditions: [],
    }))
  );
  return role;
}

async function superAdminRole(strapi: Core.Strapi): Promise<{ id: number }> {
  const existing = await strapi.service('admin::role').getSuperAdmin();
  if (existing) return existing;
  await strapi.service('admin::role').createRolesIfNoneExist();
  return strapi.service('admin::role').getSuperAdmin();
}

/** A request to any address of this Strapi; the status and the JSON of the answer. */
export async function call<T = unknown>(
  { url }: Playground,
  method: string,
  path: string,
  { token, body }: { token?: string; body?: unknown } = {}
): Promise<{ status: number; body: T }> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const contentType = response.headers.get('content-type');
  const parsed = contentType?.includes('json') ? JSON.parse(text) : text;
  const { status } = response;
  checkDescribed({ method, path: path.split('?')[0], status, contentType, body: parsed });
  return { status, body: parsed as T };
}
