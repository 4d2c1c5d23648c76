/** Strapi's own actions, and `unpublish`; an API token needs its scope like that of any other action. */
import { factories } from '@strapi/strapi';
import { errors } from '@strapi/utils';

export default factories.createCoreController('api::article.article', ({ strapi }) => ({
  async unpublish(ctx) {
    const { id } = ctx.params;
    const { locale } = ctx.query;
    if (locale !== undefined && typeof locale !== 'string') {
      throw new errors.ValidationError(
        `Expected one locale such as "en", got ${JSON.stringify(locale)}.`
      );
    }

    const { entries } = await strapi
      .documents('api::article.article')
      .unpublish({ documentId: id, locale });
    if (entries.length === 0) throw new errors.NotFoundError(`No published article "${id}".`);

    ctx.status = 204;
  },
}));
