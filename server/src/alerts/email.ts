/** Sends plain text through Strapi's email plugin, with the sender that is configured there. */
import { type Core } from '@strapi/types';

export type SendEmail = (message: { to: string; subject: string; text: string }) => Promise<void>;

export function createSendEmail(strapi: Pick<Core.Strapi, 'plugin'>): SendEmail {
  return async (message) => {
    const plugin = strapi.plugin('email');
    if (!plugin) throw new Error('Strapi has no email plugin, expected one to be enabled');
    await plugin.service('email').send(message);
  };
}
