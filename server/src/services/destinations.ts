/** Destinations for the code of the app and of other plugins: as over REST, without permissions. */
import { type Core } from '@strapi/types';

import { type DestinationQuery } from '../../../contracts/delivery-query';
import {
  type CreateDestinationInput,
  createDestinationSchema,
  type Destination,
  type DestinationWithSecret,
  rotateSecretSchema,
  type UpdateDestinationInput,
  updateDestinationSchema,
} from '../../../contracts/destination';
import { type JobProgress, type RedeployInput, redeploySchema } from '../../../contracts/job';
import { type Actor } from '../destinations/destinations';
import { refuseInactive } from '../operations/refuse-inactive';
import { parseInput } from '../support/validation';
import { pipelineOf } from './get-pipeline';

/** Code of the app may do everything; what it makes has no owner. */
const CODE: Actor = { owner: null, mayRead: () => true };

export default ({ strapi }: { strapi: Core.Strapi }) => {
  const destinations = () => pipelineOf(strapi).destinations;

  return {
    /** @param query as of `GET /`; without `count` the first 25 */
    list: (
      query: Partial<DestinationQuery> = {}
    ): Promise<{ destinations: Destination[]; total: number }> =>
      destinations().list({ offset: 0, count: 25, ...query }),

    /** @throws NotFoundError */
    get: (id: string): Promise<Destination> => destinations().get(id),

    /** With its secret, which cannot be read again. @throws ValidationError, or ConflictError when the alias is in use */
    async create(input: CreateDestinationInput): Promise<DestinationWithSecret> {
      const { sendExisting, ...fields } = parseInput(createDestinationSchema, input);
      const created = await destinations().create(fields, CODE);
      if (sendExisting) await pipelineOf(strapi).redeploys.redeploy(created.id, {});
      return created;
    },

    /** @throws NotFoundError, ValidationError, or ConflictError when `version` is stale */
    update: async (id: string, input: UpdateDestinationInput): Promise<Destination> =>
      destinations().update(id, parseInput(updateDestinationSchema, input), CODE),

    /** Nothing more is sent from now on. @throws NotFoundError */
    delete: (id: string): Promise<void> => destinations().remove(id),

    /**
     * The old secret stays valid for `graceSeconds`, by default not at all.
     * @throws NotFoundError, or ValidationError when `graceSeconds` is not a whole number from 0 to 604,800
     */
    async rotateSecret(
      id: string,
      input: { graceSeconds?: number } = {}
    ): Promise<{ secret: string; previousExpiresAt: string | null }> {
      const { graceSeconds } = parseInput(rotateSecretSchema, input);
      return destinations().rotateSecret(id, graceSeconds);
    },

    /** Deliveries are kept and wait. @throws NotFoundError */
    async suspend(id: string): Promise<Destination> {
      await destinations().get(id);
      await pipelineOf(strapi).suspension.suspend(id, 'manual');
      return destinations().get(id);
    },

    /** What waits goes out. @throws NotFoundError */
    async unsuspend(id: string): Promise<Destination> {
      await destinations().get(id);
      await pipelineOf(strapi).suspension.unsuspend(id);
      return destinations().get(id);
    },

    /** Sends what is live and subscribed, in the background. @throws NotFoundError, or ConflictError when it is Inactive */
    async redeploy(id: string, input: RedeployInput = {}): Promise<JobProgress> {
      refuseInactive(await destinations().get(id));
      return pipelineOf(strapi).redeploys.redeploy(id, parseInput(redeploySchema, input));
    },
  };
};
