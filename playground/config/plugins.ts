/**
 * Mounts the plugin of this repository; its settings come as JSON in DESTINATIONS_CONFIG, and views in code from the
 * module that DESTINATIONS_VIEWS names. DESTINATIONS_ENABLED=false starts without it.
 */
import { createRequire } from 'node:module';
import path from 'node:path';

import type { Core } from '@strapi/strapi';

import { playgroundRoot, pluginRoot } from '../src/support/paths';

export default ({ env }: Core.Config.Shared.ConfigParams): Core.Config.Plugin => ({
  destinations: {
    enabled: env.bool('DESTINATIONS_ENABLED', true),
    resolve: pluginRoot(),
    config: {
      ...parseSettings(env('DESTINATIONS_CONFIG', '{}')),
      ...readViews(env('DESTINATIONS_VIEWS', '')),
    },
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

/** @param file exports `views` in CommonJS; relative to the playground, empty for none */
function readViews(file: string): Record<string, unknown> {
  if (file === '') return {};
  const exported: unknown = createRequire(__filename)(path.resolve(playgroundRoot(), file));
  if (!isRecord(exported) || !Array.isArray(exported.views)) {
    throw new Error(`Expected "${file}" of DESTINATIONS_VIEWS to export an array "views".`);
  }
  return { views: exported.views };
}
