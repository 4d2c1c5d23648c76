/** What a measurement can ask of a Strapi in another process. */
import { insertDeliveries, vacuumDeliveries } from './backlog.mjs';
import { answerCalls } from './child.mjs';
import { watchEventLoop } from './event-loop.mjs';
import { watchMemory } from './memory.mjs';
import { watchTransactions } from './transactions.mjs';
import { startStrapi } from './strapi.mjs';
import { now, timed } from './time.mjs';
import { unfinished } from './unfinished.mjs';

const ARTICLE = 'api::article.article';
const LOCALE = 'en';

const bench = await startStrapi(JSON.parse(process.argv[2]));
const { strapi, knex } = bench;
const articles = strapi.documents(ARTICLE);
const endings = new Map();
const WATCHES = {
  eventLoop: watchEventLoop,
  memory: watchMemory,
  transactions: () => watchTransactions(knex),
};

answerCalls({
  address: () => ({ url: bench.url, token: bench.token }),

  insert: (backlogs) => insertDeliveries(bench, backlogs),
  vacuum: () => vacuumDeliveries(bench),
  /** Nothing is to be planned, sent or settled any more. */
  async isQuiet() {
    const change = await knex('destinations_changes').first('id');
    const delivery = await unfinished(knex).first('id');
    return !change && !delivery;
  },

  async createArticle(title) {
    const data = {
      title,
      body: 'Clean it, dry it, glue it. '.repeat(50),
      seo: { metaTitle: title, metaDescription: 'In ten minutes' },
      blocks: [{ __component: 'shared.quote', text: 'A stitch in time', author: 'Everybody' }],
    };
    const { documentId } = await articles.create({ data, locale: LOCALE, status: 'published' });
    return documentId;
  },
  updateDraft: async (documentId, title) => {
    await articles.update({ documentId, locale: LOCALE, data: { title } });
  },
  /** @returns how long it took */
  publish: (documentId) => timed(() => articles.publish({ documentId, locale: LOCALE })),
  /** @returns when it was committed */
  async commit(documentId, title) {
    let committedAt = 0;
    await strapi.db.transaction(async ({ onCommit }) => {
      onCommit(() => {
        committedAt = now();
      });
      await articles.update({ documentId, locale: LOCALE, status: 'published', data: { title } });
    });
    return committedAt;
  },
  /** Strapi's own webhook. */
  async addWebhook(url) {
    const webhook = { name: 'bench', url, headers: {}, events: ['entry.publish'], isEnabled: true };
    const created = await strapi.get('webhookStore').createWebhook(webhook);
    strapi.get('webhookRunner').add(created);
  },

  async watch(what) {
    endings.set(what, await WATCHES[what]());
  },
  endWatch: (what) => endings.get(what)(),
  stop: () => bench.stop(),
});
