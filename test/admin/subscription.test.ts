/** The boxes of the subscription picker. */
import {
  ALL_TYPES,
  isCovered,
  isTicked,
  typesOf,
  withTick,
} from '../../admin/src/pages/Destination/form/subscription';

describe('the subscription picker', () => {
  it('a tick for both actions is written as short as it can be said', () => {
    const deploys = withTick([], { type: 'article', action: 'Deploy' }, true);
    expect(deploys).toEqual(['article.deploy']);
    expect(withTick(deploys, { type: 'article', action: 'Remove' }, true)).toEqual(['article.*']);

    const all = withTick(['*.deploy'], { type: ALL_TYPES, action: 'Remove' }, true);
    expect(all).toEqual(['*']);
  });

  it('taking away one of two leaves the other', () => {
    expect(withTick(['article.*'], { type: 'article', action: 'Deploy' }, false)).toEqual([
      'article.remove',
    ]);
    expect(withTick(['*'], { type: ALL_TYPES, action: 'Remove' }, false)).toEqual(['*.deploy']);
    expect(withTick(['article.remove'], { type: 'article', action: 'Remove' }, false)).toEqual([]);
  });

  it('"all types" covers every type without ticking it', () => {
    const events = ['*.deploy', 'tag.remove'];
    expect(isTicked(events, 'tag', 'Deploy')).toBe(false);
    expect(isCovered(events, 'tag', 'Deploy')).toBe(true);
    expect(isCovered(events, 'article', 'Remove')).toBe(false);
  });

  it('types with dots keep their name', () => {
    expect(isTicked(['shop.product.*'], 'shop.product', 'Remove')).toBe(true);
  });

  it('types that are subscribed to and not known are shown too', () => {
    expect(typesOf(['*', 'gone.*'], ['article', 'tag'])).toEqual(['article', 'tag', 'gone']);
  });
});
