/** REST: the public keys with which receivers verify ed25519 signatures. */
import { type Core } from '@strapi/types';

import { pipelineOf } from '../services/get-pipeline';
import { action } from './action';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  find: action(async (ctx) => {
    ctx.body = { data: await pipelineOf(strapi).identities.list() };
  }),
});
