/** Views that are not what a view has to look like. */
'use strict';

exports.views = [
  {
    type: 'card',
    triggers: ['api::article.article'],
    destinations: ['Not An Alias'],
    properties: () => ({}),
  },
  { type: 'other card', triggers: [], properties: 'title' },
];
