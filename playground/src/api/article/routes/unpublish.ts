/** Strapi's REST API can publish but not unpublish; the demo needs both. */
export default {
  routes: [
    {
      method: 'POST',
      path: '/articles/:id/unpublish',
      handler: 'api::article.article.unpublish',
    },
  ],
};
