/** Views that cannot work: of a content type that there is not, and of types that others have. */
'use strict';

const properties = () => ({});

exports.views = [
  { type: 'ghost-card', triggers: ['api::ghost.ghost'], properties },
  { type: 'article', triggers: ['api::article.article'], properties },
  { type: 'ghost-card', triggers: ['api::tag.tag'], properties },
];
