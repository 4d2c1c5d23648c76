/** Runs what the docs show of config/plugins, with the variables that they name. */
import { runInNewContext } from 'node:vm';

const VARIABLES: Record<string, string> = {
  PUBLIC_URL: 'https://cms.example.com',
  STOREFRONT_HOOK: 'https://shop.example.com/hooks',
  STOREFRONT_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  STOREFRONT_KEY: 'a-long-access-key',
  PREVIOUS_ENCRYPTION_KEY: 'the-key-of-before',
};

/** As Strapi gives it to a configuration file. */
function env(name: string, otherwise?: string): string {
  const value = VARIABLES[name] ?? otherwise;
  if (value === undefined) throw new Error(`Expected a value for ${name} in ${__filename}`);
  return value;
}

interface Plugins {
  destinations: { enabled: boolean; config?: unknown };
}

/** @param code a whole config/plugins in CommonJS */
export function runConfig(code: string): Plugins {
  const module = { exports: (_: object): Plugins => ({ destinations: { enabled: false } }) };
  runInNewContext(code, { module, exports: module.exports });
  const plugins = module.exports({ env });
  // Objects of another realm are not plain objects to zod.
  return JSON.parse(JSON.stringify(plugins));
}
