/** With the types that Strapi generates for an app, an editor knows the fields of `entry` in a view in code. */
import { createTestDatabase, type TestDatabase } from '../support/databases';
import { type Editor, openEditor } from './support/editor';

describe('a view in code, in an editor', () => {
  let database: TestDatabase;
  let editor: Editor;

  beforeAll(async () => {
    database = await createTestDatabase();
    editor = openEditor(database.env);
  });

  afterAll(async () => {
    editor?.close();
    await database?.drop();
  });

  const view = (triggers: string, body: string): string =>
    `import { defineView } from 'strapi-plugin-destinations/strapi-server';
export const view = defineView({
  type: 'card',
  triggers: [${triggers}],
  async properties(entry, ctx) {
    ${body}
  },
});
`;
  const article = (body: string): string => view("'api::article.article'", body);

  it('fields of the entry are completed', () => {
    const fields = editor.completions(article('return { title: entry.| };'));
    expect(fields).toEqual(
      expect.arrayContaining(['documentId', 'locale', 'title', 'author', 'seo', 'blocks', 'cover'])
    );
    // A row id changes at every publish.
    expect(fields).not.toContain('id');
  });

  it('fields of a relation, a component and an entry that a lookup found are completed', () => {
    expect(editor.completions(article('return { by: entry.author?.| };'))).toContain('name');
    expect(editor.completions(article('return { seo: entry.seo?.| };'))).toContain('metaTitle');
    const lookup = "const tags = await ctx.lookup('api::tag.tag', {}); return { tag: tags[0].| };";
    expect(editor.completions(article(lookup))).toContain('color');
  });

  it('of several content types, the fields of all are there to be asked for', () => {
    const both = view("'api::article.article', 'api::page.page'", 'return { title: entry.| };');
    expect(editor.completions(both)).toEqual(expect.arrayContaining(['title', 'slug']));
  });

  it('content types are completed', () => {
    expect(editor.completions(view("'|'", 'return {};'))).toEqual(
      expect.arrayContaining(['api::article.article', 'api::tag.tag'])
    );
  });

  it.each([
    ['right', article('return { title: entry.title, by: entry.author?.name };'), []],
    [
      'of an unknown field',
      article('return { title: entry.titel };'),
      [expect.stringContaining("'titel'")],
    ],
    [
      'of an unknown content type',
      view("'api::articel.articel'", 'return {};'),
      [expect.stringContaining('api::articel.articel')],
    ],
    [
      'with an unknown field of a relation',
      article('return { by: entry.author?.nickname };'),
      [expect.stringContaining("'nickname'")],
    ],
  ])('a view that is %s is judged so', (_what, code, errors) => {
    expect(editor.errors(code)).toEqual(errors);
  });
});
