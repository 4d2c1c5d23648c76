/** Fixed secrets, so that the playground starts without a .env file. Never use them elsewhere. */
import type { Core } from '@strapi/strapi';

/** As ENCRYPTION_KEY: start without a key, which a plain unset variable cannot say. */
const NO_KEY = 'none';

export default ({ env }: Core.Config.Shared.ConfigParams): Core.Config.Admin => ({
  auth: {
    secret: env('ADMIN_JWT_SECRET', 'playground-admin-jwt-secret'),
    sessions: {
      maxRefreshTokenLifespan: 30 * 24 * 3_600,
      maxSessionLifespan: 30 * 24 * 3_600,
    },
  },
  apiToken: { salt: env('API_TOKEN_SALT', 'playground-api-token-salt') },
  transfer: { token: { salt: env('TRANSFER_TOKEN_SALT', 'playground-transfer-token-salt') } },
  secrets: { encryptionKey: encryptionKey(env('ENCRYPTION_KEY', 'playground-encryption-key')) },
  flags: { nps: false, promoteEE: false },
});

function encryptionKey(value: string): string | undefined {
  return value === NO_KEY ? undefined : value;
}
