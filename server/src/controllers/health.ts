/** REST: the operator's probe. */
import { type Core } from '@strapi/types';

import { pipelineOf } from '../services/get-pipeline';
import { action } from './action';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  find: action(async (ctx) => {
    const data = await pipelineOf(strapi).health();
    ctx.body = { data };
    ctx.status = data.status === 'down' ? 503 : 200;
  }),
});
