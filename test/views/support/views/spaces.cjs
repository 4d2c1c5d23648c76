/** A view whose space depends on its entry. */
'use strict';

const { defineView } = require('strapi-plugin-destinations/strapi-server');

exports.views = [
  defineView({
    type: 'term',
    triggers: ['api::glossary-term.glossary-term'],
    properties: (entry) => ({ term: entry.term }),
    space: (entry) => (entry.term.startsWith('Shop') ? 'shop' : 'default'),
  }),
];
