/** REST: numbers for Prometheus. */
import { type Core } from '@strapi/types';

import { pipelineOf } from '../services/get-pipeline';
import { action } from './action';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  find: action(async (ctx) => {
    const { contentType, text } = await pipelineOf(strapi).metrics();
    ctx.type = contentType;
    ctx.body = text;
  }),
});
