import { buildBody, type MessageInput } from '../../server/src/delivery/message';

const input: MessageInput = {
  viewId: 'gid://Environment/e/Source/s/Entity/abc123-en/View/product',
  originId: 'abc123-en',
  type: 'product',
  action: 'Deploy',
  url: 'https://cms.example.com/api/destinations/delivery?id=gid%3A%2F%2F',
};

describe('the body', () => {
  it('has the keys of the contract in their order and no whitespace', () => {
    expect(buildBody(input)).toBe(
      '{"id":"gid://Environment/e/Source/s/Entity/abc123-en/View/product","originId":"abc123-en",' +
        '"type":"product","action":"Deploy",' +
        '"url":"https://cms.example.com/api/destinations/delivery?id=gid%3A%2F%2F"}'
    );
  });

  it('does not depend on the order in which it is given its parts', () => {
    const reversed = Object.fromEntries(Object.entries(input).reverse());
    expect(buildBody({ ...input, ...reversed })).toBe(buildBody(input));
  });

  it('adds the state after the url', () => {
    expect(buildBody({ ...input, state: 'published' })).toMatch(/%2F","state":"published"}$/);
  });

  it('adds test last', () => {
    const body = buildBody({ test: true, state: 'unpublished', ...input });
    expect(body).toMatch(/,"state":"unpublished","test":true}$/);
  });
});
