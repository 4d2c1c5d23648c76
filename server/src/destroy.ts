import { type Core } from '@strapi/types';

import { hasPipeline, pipelineOf } from './services/get-pipeline';

export default async ({ strapi }: { strapi: Core.Strapi }): Promise<void> => {
  // Strapi also destroys what failed to boot.
  if (hasPipeline(strapi)) await pipelineOf(strapi).stop();
};
