/**
 * Every endpoint's description, by handler. They are not handed to Strapi's routes: its generator fails at query
 * parameters that are transformed, and another plugin that adds a parameter of the same name would stop the boot.
 */
import { type Handler } from '../endpoints';
import { content } from './content';
import { deliveries } from './deliveries';
import { type Description } from './description';
import { destinations } from './destinations';
import { operations } from './operations';

export const descriptions: Readonly<Record<Handler, Description>> = {
  ...destinations,
  ...deliveries,
  ...content,
  ...operations,
};
