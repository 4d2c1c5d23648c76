/** The files of the new app, by name. The settings of the plugin are those of the README. */

const SCHEMA = {
  kind: 'collectionType',
  collectionName: 'articles',
  info: { singularName: 'article', pluralName: 'articles', displayName: 'Article' },
  options: { draftAndPublish: true },
  attributes: { title: { type: 'string', required: true } },
};

const core = (what) =>
  `module.exports = require('@strapi/strapi').factories.createCore${what}('api::article.article');\n`;

export const APP_FILES = {
  'config/admin.js': `module.exports = ({ env }) => ({
  auth: { secret: env('ADMIN_JWT_SECRET') },
  apiToken: { salt: env('API_TOKEN_SALT') },
  transfer: { token: { salt: env('TRANSFER_TOKEN_SALT') } },
  secrets: { encryptionKey: env('ENCRYPTION_KEY') },
});
`,
  'config/api.js': 'module.exports = { rest: { defaultLimit: 25, maxLimit: 100 } };\n',
  'config/database.js': `module.exports = () => ({
  connection: {
    client: 'sqlite',
    connection: { filename: require('node:path').join(__dirname, '..', '.tmp/data.db') },
    useNullAsDefault: true,
  },
});
`,
  'config/middlewares.js': `module.exports = [
  'strapi::logger',
  'strapi::errors',
  'strapi::security',
  'strapi::cors',
  'strapi::poweredBy',
  'strapi::query',
  'strapi::body',
  'strapi::session',
  'strapi::favicon',
  'strapi::public',
];
`,
  'config/plugins.js': `module.exports = () => ({
  destinations: { enabled: true, config: { publicUrl: 'https://cms.example.com' } },
});
`,
  'config/server.js': `module.exports = ({ env }) => ({
  host: env('HOST', '127.0.0.1'),
  port: env.int('PORT', 1337),
  app: { keys: env.array('APP_KEYS') },
});
`,
  'src/index.js': 'module.exports = { register() {}, bootstrap() {} };\n',
  'src/api/article/content-types/article/schema.json': JSON.stringify(SCHEMA, null, 2),
  'src/api/article/controllers/article.js': core('Controller'),
  'src/api/article/routes/article.js': core('Router'),
  'src/api/article/services/article.js': core('Service'),
  'public/uploads/.gitkeep': '',
  '.env': `APP_KEYS=one,two
ADMIN_JWT_SECRET=admin-jwt-secret
API_TOKEN_SALT=api-token-salt
TRANSFER_TOKEN_SALT=transfer-token-salt
JWT_SECRET=users-jwt-secret
ENCRYPTION_KEY=encryption-key
STRAPI_TELEMETRY_DISABLED=true
`,
};
