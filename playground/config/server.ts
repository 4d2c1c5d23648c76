/** Listens on this machine only: the secrets of this app are public. */
import type { Core } from '@strapi/strapi';

export default ({ env }: Core.Config.Shared.ConfigParams): Core.Config.Server => ({
  host: env('HOST', '127.0.0.1'),
  port: env.int('PORT', 1337),
  url: env('PUBLIC_URL', ''),
  app: { keys: env.array('APP_KEYS', ['playground-key-one', 'playground-key-two']) },
  dirs: { public: env('PUBLIC_DIR', './public') },
  logger: { updates: { enabled: false } },
});
