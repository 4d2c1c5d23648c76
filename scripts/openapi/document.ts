/** The OpenAPI document of the REST API, made of the table of endpoints and their descriptions. */
import { TAGS } from '../../server/src/routes/descriptions/description';
import { descriptions } from '../../server/src/routes/descriptions';
import { endpoints } from '../../server/src/routes/endpoints';
import { components } from './components';
import { operationOf } from './operation';
import { createSchemas, type JsonSchema } from './schemas';

const BASE = '/api/destinations';

export function openApiDocument(version: string): JsonSchema {
  const schemas = {
    input: createSchemas({ named: components.input, direction: 'input' }),
    output: createSchemas({ named: components.output, direction: 'output' }),
  };

  const paths: Record<string, JsonSchema> = {};
  for (const endpoint of endpoints) {
    const path = BASE + endpoint.path.replace(/\/$/, '').replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = {
      ...paths[path],
      [endpoint.method.toLowerCase()]: operationOf(
        endpoint,
        descriptions[endpoint.handler],
        schemas
      ),
    };
  }

  return {
    openapi: '3.1.0',
    info: {
      title: 'strapi-plugin-destinations',
      version,
      description: 'Reliable webhooks for Strapi 5: destinations, deliveries and views.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [
      {
        url: '{strapi}',
        description: 'A Strapi with the default `apiPrefix`.',
        variables: { strapi: { default: 'http://localhost:1337' } },
      },
    ],
    security: [{ apiToken: [] }],
    tags: TAGS.map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        apiToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API token of Strapi.',
        },
      },
      schemas: { ...schemas.input.components, ...schemas.output.components },
    },
  };
}
