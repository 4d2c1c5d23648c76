/** The views of `magazine.cjs` a release later: one is gone, one looks different. */
'use strict';

const { defineView } = require('strapi-plugin-destinations/strapi-server');

exports.views = [
  defineView({
    type: 'story',
    triggers: ['api::article.article'],
    destinations: ['newsroom'],
    properties: (entry) => ({ headline: entry.title.toUpperCase() }),
  }),
];
