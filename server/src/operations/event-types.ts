/** The catalogue of events: what can be subscribed to, with schemas and examples built from the content types. */
import { eventOf } from '../../../contracts/event-name';
import { type EventType, type JsonSchema } from '../../../contracts/event-type';
import { ACTIONS, type Action, type Message } from '../../../contracts/message';
import { originIdOf } from '../views/identity';
import { type Models } from '../views/models';
import { type SchemaRegistry, type ViewSchema } from '../views/schemas';
import { isLocalized, SAMPLE_DOCUMENT_ID } from './sample-identity';
import { viewExample } from './view-example';
import { DRAFT, viewJsonSchema } from './view-json-schema';

export interface EventTypesDeps {
  schemas: SchemaRegistry;
  models: Models;
  gid(originId: string, type: string): string;
  /** Where a view can be fetched. */
  url(gid: string): string;
  defaultLocale(): Promise<string>;
}

export function createListEventTypes(deps: EventTypesDeps): () => Promise<EventType[]> {
  const { schemas, models, gid } = deps;
  const shape = {
    models,
    gid,
    typeOf: (uid: string) => schemas.defaultOf(uid)?.type ?? null,
  };

  function viewOf(
    schema: ViewSchema,
    locale: string
  ): Pick<EventType, 'viewSchema' | 'viewExample'> {
    const model = schema.custom === null ? models.get(schema.triggers[0]) : undefined;
    // What code makes of an entry is only known when it runs.
    if (!model) return { viewSchema: { $schema: DRAFT, type: 'object' }, viewExample: null };
    return {
      viewSchema: viewJsonSchema(model, shape),
      viewExample: viewExample(model, locale, shape),
    };
  }

  function exampleOf(type: string, action: Action, locale: string): Message {
    const originId = originIdOf(SAMPLE_DOCUMENT_ID, locale);
    const id = gid(originId, type);
    return { id, originId, type, action, url: deps.url(id) };
  }

  return async () => {
    const defaultLocale = await deps.defaultLocale();
    return schemas.all().flatMap((schema) => {
      const { type } = schema;
      const locale = isLocalized(schema, models) ? defaultLocale : '';
      return ACTIONS.map((action) => ({
        event: eventOf({ type, action }),
        type,
        action,
        description:
          action === 'Deploy'
            ? `The ${type} is live, or it or something it references changed.`
            : `The ${type} is no longer live.`,
        schema: messageSchema(type, action),
        example: exampleOf(type, action, locale),
        ...(action === 'Deploy' ? viewOf(schema, locale) : { viewSchema: null, viewExample: null }),
      }));
    });
  };
}

function messageSchema(type: string, action: Action): JsonSchema {
  return {
    $schema: DRAFT,
    type: 'object',
    properties: {
      id: { type: 'string', description: 'Global id of the view.' },
      originId: { type: 'string', description: 'The documentId, with the locale if localized.' },
      type: { const: type },
      action: { const: action },
      url: { type: 'string', description: 'Where the view can be fetched.' },
      state: {
        const: action === 'Deploy' ? 'published' : 'unpublished',
        description: 'Only for destinations with payloadState.',
      },
      test: { const: true, description: 'Only in test messages.' },
    },
    required: ['id', 'originId', 'type', 'action', 'url'],
    additionalProperties: false,
  };
}
