/** The pipeline of a running Strapi; kept with the instance, so that two in one process do not share it. */
import { type Core } from '@strapi/types';

import { type Pipeline } from '../pipeline/pipeline';

const pipelines = new WeakMap<Core.Strapi, Pipeline>();

export function keepPipeline(strapi: Core.Strapi, pipeline: Pipeline): void {
  pipelines.set(strapi, pipeline);
}

/** @throws before Strapi has bootstrapped the plugin */
export function pipelineOf(strapi: Core.Strapi): Pipeline {
  const pipeline = pipelines.get(strapi);
  if (!pipeline)
    throw new Error(
      'The destinations plugin is not started yet: wait until Strapi has bootstrapped.'
    );
  return pipeline;
}

export function hasPipeline(strapi: Core.Strapi): boolean {
  return pipelines.has(strapi);
}
