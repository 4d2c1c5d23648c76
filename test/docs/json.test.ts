/** Every JSON of the docs is what the code takes or gives. */
import { messageSchema } from '../../contracts/message-schema';
import { alertBody } from '../../server/src/alerts/alert';
import { buildViewSchemas } from '../../server/src/views/schemas';
import { type ModelInfo } from '../../server/src/views/models';
import { blocksOf, type Block } from './support/blocks';
import { answerSchema, openApi, problemsOf, requestSchema } from './support/shape';

function jsonBlocks(kind: string): (Block & { endpoint: string })[] {
  return blocksOf(({ language, about }) => language === 'json' && about.split(' ')[0] === kind).map(
    (block) => ({ ...block, endpoint: block.about.slice(kind.length + 1) })
  );
}

describe('the JSON of the docs', () => {
  it.each(jsonBlocks('request'))('$where is a body of $endpoint', ({ endpoint, code }) => {
    expect(problemsOf(JSON.parse(code), requestSchema(endpoint))).toEqual([]);
  });

  it.each(jsonBlocks('answer'))('$where is an answer of $endpoint', ({ endpoint, code }) => {
    expect(problemsOf(JSON.parse(code), answerSchema(endpoint))).toEqual([]);
  });

  it.each(jsonBlocks('error'))('$where is an error', ({ code }) => {
    expect(problemsOf(JSON.parse(code), openApi.components.schemas.Error)).toEqual([]);
  });

  it.each(jsonBlocks('message'))('$where is a message', ({ code }) => {
    expect(messageSchema.strict().safeParse(JSON.parse(code)).error).toBeUndefined();
  });

  it.each(jsonBlocks('alert'))('$where is an alert as it is sent', ({ code }) => {
    const alert = JSON.parse(code);
    const { destination, ...details } = alert.data;
    const event = { type: alert.type, destinationId: destination.id, ...details };
    const body = alertBody(event, destination, Date.parse(alert.timestamp));
    expect(JSON.stringify(alert)).toBe(body);
  });

  it.each(jsonBlocks('schema'))('$where is taken from the schema.json of a type', ({ code }) => {
    const { pluginOptions } = JSON.parse(code);
    const model: ModelInfo = {
      uid: 'api::thing.thing',
      isComponent: false,
      singularName: 'thing',
      hasDraftAndPublish: true,
      isLocalized: false,
      privateAttributes: [],
      attributes: {},
      options: pluginOptions.destinations,
    };
    const { type, destinations } = pluginOptions.destinations;
    const schemas = buildViewSchemas(new Map([[model.uid, model]]));
    expect(schemas).toMatchObject([{ type, destinations, triggers: [model.uid] }]);
  });

  it('is held against a schema that refuses what does not exist, and other types', () => {
    const schema = requestSchema('PATCH /{id}');
    expect(problemsOf({ concurency: 4 }, schema)).toEqual(['/concurency does not exist']);
    expect(problemsOf({ concurrency: 'four' }, schema)).toHaveLength(1);
  });
});
