/** What the playground does at its start; each part happens only when its environment variable asks for it. */
import type { Core } from '@strapi/strapi';

import { createAdminUser } from './bootstrap/admin-user';
import { writeApiToken } from './bootstrap/api-token';
import { seed } from './seed';

export default {
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    const { PLAYGROUND_SEED, PLAYGROUND_ADMIN_PASSWORD, PLAYGROUND_API_TOKEN_FILE } = process.env;

    if (PLAYGROUND_SEED === 'true') await seed(strapi);
    if (PLAYGROUND_ADMIN_PASSWORD) await createAdminUser(strapi, PLAYGROUND_ADMIN_PASSWORD);
    if (PLAYGROUND_API_TOKEN_FILE) await writeApiToken(strapi, PLAYGROUND_API_TOKEN_FILE);
  },
};
