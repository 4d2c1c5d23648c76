/** Views in code as an app would write them: with a lookup, with routes and a space, and one whose code may throw. */
'use strict';

const { defineView } = require('strapi-plugin-destinations/strapi-server');

exports.views = [
  defineView({
    type: 'story',
    triggers: ['api::article.article'],
    destinations: ['newsroom'],
    async properties(entry, ctx) {
      const colors = await ctx.lookup('api::tag.tag', { name: { $startsWith: 'Color' } });
      return {
        headline: entry.title,
        by: entry.author && ctx.reference('author', entry.author.documentId),
        colors: colors.map((tag) => tag.name),
      };
    },
    routes: (entry) => ({ url: `/stories/${entry.slug}`, handles: [`story-${entry.slug}`] }),
  }),
  defineView({
    type: 'index-line',
    triggers: ['api::article.article', 'api::page.page'],
    properties: (entry) => ({ title: entry.title }),
  }),
  defineView({
    type: 'fragile',
    triggers: ['api::author.author'],
    properties(entry) {
      if (entry.name.startsWith('Bad')) throw new Error(`no portrait of ${entry.name}`);
      return { name: entry.name };
    },
  }),
];
