/**
 * Mounts the plugin of this repository; its settings come as JSON in DESTINATIONS_CONFIG.
 * DESTINATIONS_ENABLED=false starts without it.
 */
import type { Core } from '@strapi/strapi';

import { pluginRoot } from '../src/support/paths';

export default ({ env }: Core.Config.Shared.ConfigParams): Core.Config.Plugin => ({
  destinations: {
    enabled: env.bool('DESTINATIONS_ENABLED', true),
    resolve: pluginRoot(),
    config: parseSettings(env('DESTINATIONS_CONFIG', '{}')),
  },
  'users-permissions': {
    // Without it Strapi writes a secret of its own into a .env file.
    config: { jwtSecret: env('JWT_SECRET', 'playground-users-jwt-secret') },
  },
});

function parseSettings(json: string): Record<string, unknown> {
  let settings: unknown;
  try {
    settings = JSON.parse(json);
  } catch (cause) {
    throw new Error(unexpectedSettings(json), { cause });
  }
  if (!isRecord(settings)) throw new Error(unexpectedSettings(json));
  return settings;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unexpectedSettings(json: string): string {
  return `Expected DESTINATIONS_CONFIG to be a JSON object such as {"requireHttps":false}, got ${JSON.stringify(json)}.`;
}
