/** REST: stored secrets, encrypted anew after the encryption key was changed. */
import { type Core } from '@strapi/types';

import { pipelineOf } from '../services/get-pipeline';
import { action } from './action';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  reencrypt: action(async (ctx) => {
    ctx.body = { data: await pipelineOf(strapi).reencrypt() };
  }),
});
