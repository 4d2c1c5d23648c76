import { type Core } from '@strapi/types';

import { registerMigrations } from './database/migrations';

export default async ({ strapi }: { strapi: Core.Strapi }): Promise<void> => {
  await registerMigrations(strapi.db);
};
