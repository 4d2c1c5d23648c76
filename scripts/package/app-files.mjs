/**
 * The files of the new app, by name, in JavaScript or TypeScript, laid out as create-strapi does. The settings of the
 * plugin are those of the README.
 */

const SCHEMA = {
  kind: 'collectionType',
  collectionName: 'articles',
  info: { singularName: 'article', pluralName: 'articles', displayName: 'Article' },
  options: { draftAndPublish: true },
  attributes: { title: { type: 'string', required: true } },
};

/** Modules by name without ending; `exported` is what each exports. */
const MODULES = {
  'config/admin': {
    exported: `({ env }) => ({
  auth: { secret: env('ADMIN_JWT_SECRET') },
  apiToken: { salt: env('API_TOKEN_SALT') },
  transfer: { token: { salt: env('TRANSFER_TOKEN_SALT') } },
  secrets: { encryptionKey: env('ENCRYPTION_KEY') },
})`,
  },
  'config/api': { exported: '{ rest: { defaultLimit: 25, maxLimit: 100 } }' },
  'config/database': {
    exported: `({ env }) => {
  const client = env('DATABASE_CLIENT', 'sqlite');
  const server = {
    host: env('DATABASE_HOST'),
    port: env.int('DATABASE_PORT'),
    database: env('DATABASE_NAME'),
    user: env('DATABASE_USERNAME'),
    password: env('DATABASE_PASSWORD', ''),
  };
  const connections = {
    mysql: { connection: server, pool: { min: 2, max: 10 } },
    postgres: { connection: server, pool: { min: 2, max: 10 } },
    sqlite: { connection: { filename: env('DATABASE_FILENAME') }, useNullAsDefault: true },
  };
  return { connection: { client, ...connections[client] } };
}`,
  },
  'config/middlewares': {
    exported: `[
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
]`,
  },
  'config/plugins': {
    exported: `() => ({
  destinations: { enabled: true, config: { publicUrl: 'https://cms.example.com' } },
})`,
  },
  'config/server': {
    exported: `({ env }) => ({
  host: env('HOST', '127.0.0.1'),
  port: env.int('PORT', 1337),
  app: { keys: env.array('APP_KEYS') },
})`,
  },
  'src/index': { exported: '{ register() {}, bootstrap() {} }' },
  'src/api/article/controllers/article': core('Controller'),
  'src/api/article/routes/article': core('Router'),
  'src/api/article/services/article': core('Service'),
};

const FILES = {
  'src/api/article/content-types/article/schema.json': JSON.stringify(SCHEMA, null, 2),
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

/** As create-strapi writes it. */
const TSCONFIG = {
  compilerOptions: {
    module: 'CommonJS',
    moduleResolution: 'Node',
    lib: ['ES2020'],
    target: 'ES2019',
    strict: false,
    skipLibCheck: true,
    forceConsistentCasingInFileNames: true,
    incremental: true,
    esModuleInterop: true,
    resolveJsonModule: true,
    noEmitOnError: true,
    noImplicitThis: true,
    outDir: 'dist',
    rootDir: '.',
  },
  include: ['./', './**/*.ts', './**/*.js', 'src/**/*.json'],
  exclude: ['node_modules/', 'build/', 'dist/', '.cache/', '.tmp/', 'src/admin/', '**/*.test.*'],
};

const WRITERS = {
  JavaScript: {
    ending: 'js',
    module: ({ exported, factories }) =>
      `${factories ? "const { factories } = require('@strapi/strapi');\n\n" : ''}module.exports = ${exported};\n`,
    files: {},
  },
  TypeScript: {
    ending: 'ts',
    module: ({ exported, factories }) =>
      `${factories ? "import { factories } from '@strapi/strapi';\n\n" : ''}export default ${exported};\n`,
    files: { 'tsconfig.json': JSON.stringify(TSCONFIG, null, 2) },
  },
};

export const LANGUAGES = Object.keys(WRITERS);

/** @returns {Record<string, string>} contents by name */
export function appFiles(language) {
  const { ending, module, files } = WRITERS[language];
  const modules = Object.entries(MODULES).map(([name, parts]) => [
    `${name}.${ending}`,
    module(parts),
  ]);
  return { ...FILES, ...files, ...Object.fromEntries(modules) };
}

function core(what) {
  return { factories: true, exported: `factories.createCore${what}('api::article.article')` };
}
