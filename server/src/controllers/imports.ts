/** REST: destinations from another environment. Parses, calls, answers. */
import { type Core } from '@strapi/types';

import {
  importDestinationsSchema,
  importQuerySchema,
} from '../../../contracts/destination-transfer';
import { pipelineOf } from '../services/get-pipeline';
import { parseInput } from '../support/validation';
import { action } from './action';
import { actorOf } from './actor';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  create: action(async (ctx) => {
    const { dryRun } = parseInput(importQuerySchema, ctx.query);
    const { destinations } = parseInput(importDestinationsSchema, ctx.request.body).data;
    const { importDestinations, eventWarnings } = pipelineOf(strapi);
    const actor = await actorOf(strapi, ctx);
    const outcomes = await importDestinations(destinations, { actor, dryRun });
    const events = new Set(destinations.flatMap((each) => each.events ?? []));
    ctx.body = {
      data: { destinations: outcomes },
      meta: { dryRun, warnings: eventWarnings([...events]) },
    };
  }),
});
