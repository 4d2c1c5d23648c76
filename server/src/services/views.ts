/** Views for the code of the app and of other plugins: as the Delivery API answers, without permissions. */
import { type Core } from '@strapi/types';

import { type DeliveredView } from '../../../contracts/view';
import { type ViewQuery, viewQuerySchema } from '../../../contracts/view-query';
import { parseInput } from '../support/validation';
import { pipelineOf } from './get-pipeline';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  /**
   * The view with exactly one of `id`, `handle` and `url`; null when it is not live.
   * @throws ValidationError, or the error of the view schema's code
   */
  async find(query: ViewQuery): Promise<DeliveredView | null> {
    const { deliveryApi } = pipelineOf(strapi).views;
    const answer = await deliveryApi.read(
      parseInput(viewQuerySchema, query),
      async () => true,
      () => false
    );
    if (answer.kind === 'failed') throw answer.error;
    if (answer.kind !== 'found') return null;
    const view: DeliveredView = JSON.parse(answer.body);
    return view;
  },
});
