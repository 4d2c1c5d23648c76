/** Code of an app that waits for something: here until the test lets it go on. */
'use strict';

const { defineView } = require('strapi-plugin-destinations/strapi-server');

exports.views = [
  defineView({
    type: 'patient',
    triggers: ['api::tag.tag'],
    async properties(entry) {
      await globalThis.beforePatientView?.();
      return { name: entry.name };
    },
  }),
];
