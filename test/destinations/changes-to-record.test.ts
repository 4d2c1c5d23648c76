/** What a PATCH makes of a destination. */
import { type UpdateDestinationInput } from '../../contracts/destination';
import {
  changedFields,
  fieldsOfNew,
  overgrownFields,
} from '../../server/src/destinations/changes-to-record';
import { type DestinationRecord } from '../../server/src/destinations/record';

const current: DestinationRecord = {
  ...fieldsOfNew({ url: 'https://shop.example.com/hooks', events: ['a.*', 'b.*'] }),
  id: '6f0c5f6e-0000-4000-8000-000000000000',
  alias: 'shop',
  url: 'https://shop.example.com/hooks',
  urlCredentials: null,
  headers: { 'X-Team': ['web', 'cms'], 'X-Env': ['live'] },
  accessKey: null,
  accessKeyHint: null,
  failureHandling: { divert: false, retry: { maxAttempts: 5, intervalSeconds: 7 } },
  suspendedAt: null,
  suspendedReason: null,
  owner: null,
  source: 'api',
  version: 1,
  purgeAt: null,
  createdAt: 0,
  updatedAt: 0,
};

const patch = (input: UpdateDestinationInput) => changedFields(current, input);

describe('a PATCH', () => {
  it('without fields changes nothing', () => {
    const changed = patch({});
    expect({ ...current, ...changed }).toEqual(current);
  });

  it('removes first and adds then, so that what is in both stays', () => {
    expect(patch({ removeEvents: ['a.*', 'b.*'], addEvents: ['b.*', 'c.*'] }).events).toEqual([
      'b.*',
      'c.*',
    ]);
    expect(
      patch({ removeHeaders: ['x-team'], addHeaders: { 'X-Team': ['shop'] } }).headers
    ).toEqual({ 'X-Team': ['shop'], 'X-Env': ['live'] });
  });

  it('appends header values under the name that is there, however it is written', () => {
    expect(patch({ addHeaders: { 'x-team': ['shop'] } }).headers).toEqual({
      'X-Team': ['web', 'cms', 'shop'],
      'X-Env': ['live'],
    });
  });

  it('merges failure handling, and begins at the defaults when it is removed', () => {
    expect(patch({ failureHandling: { retry: { maxAttempts: 2 } } }).failureHandling).toEqual({
      divert: false,
      retry: { maxAttempts: 2, intervalSeconds: 7 },
    });
    expect(patch({ removeFailureHandling: true }).failureHandling).toEqual({});
    expect(
      patch({ removeFailureHandling: true, failureHandling: { suspend: false } }).failureHandling
    ).toEqual({ suspend: false });
  });

  it('null clears what can be cleared', () => {
    expect(patch({ rateLimit: null, identity: null })).toMatchObject({
      rateLimit: null,
      identity: null,
    });
  });

  it('says which additions go beyond the limits', () => {
    const events = Array.from({ length: 1_001 }, (_, number) => `t${number}.*`);
    expect(overgrownFields({ events, headers: {} })).toEqual([
      {
        path: ['addEvents'],
        message: '"addEvents": expected at most 1000 events together with those it has, got 1001',
      },
    ]);
    expect(overgrownFields({ events: [], headers: { 'X-Team': ['web'] } })).toEqual([]);
  });
});

describe('a new destination', () => {
  it('is named after its host, with the documented defaults', () => {
    expect(fieldsOfNew({ url: 'https://shop.example.com:8443/hooks' })).toMatchObject({
      name: 'shop.example.com:8443',
      events: [],
      state: 'Active',
      timeoutSeconds: 10,
      concurrency: 10,
      identity: null,
      space: 'default',
    });
  });
});
