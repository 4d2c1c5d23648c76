/**
 * The Delivery API against Strapi's own REST API with the same fields, relations and media, in one run.
 * `node bench/delivery-api.mjs [sqlite|postgres|mariadb]`
 */
import { median, round } from './support/measure.mjs';
import { startStrapi } from './support/strapi.mjs';

const [database = 'sqlite'] = process.argv.slice(2);
const REQUESTS = 150;
const ROUNDS = 5;

// One step of references, because Strapi's REST API has to spell out every further one.
const bench = await startStrapi(database, { references: { depth: 1 } });
const { strapi, url, token } = bench;

try {
  const documentId = await publishArticle();
  const headers = { authorization: `Bearer ${token}` };
  const gid = await gidOf(documentId);
  const delivery = `${url}/api/destinations/delivery?id=${encodeURIComponent(gid)}`;
  const rest = `${url}/api/articles/${documentId}?${populate()}`;
  const first = await fetch(delivery, { headers });
  const etag = first.headers.get('etag');
  const sizes = {
    delivery: (await first.text()).length,
    rest: (await (await fetch(rest, { headers })).text()).length,
  };

  const contenders = {
    'Strapi REST, same populate': () => get(rest, headers),
    'Delivery API, full answer': () => get(delivery, headers),
    'Delivery API, 304': () => get(delivery, { ...headers, 'if-none-match': etag }),
  };
  const results = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let number = 0; number < ROUNDS; number += 1) {
    for (const [name, request] of Object.entries(contenders)) {
      results[name].push(await measure(request));
    }
  }

  const table = Object.entries(results).map(([name, rounds]) => ({
    name,
    requestsPerSecond: Math.round(median(rounds.map(({ rate }) => rate))),
    p50Ms: round(median(rounds.map(({ p50 }) => p50)), 2),
    p99Ms: round(median(rounds.map(({ p99 }) => p99)), 2),
  }));
  console.log(JSON.stringify({ database, bytes: sizes, table }, null, 2));
} finally {
  await bench.stop();
}

async function get(address, headers) {
  const response = await fetch(address, { headers });
  await response.arrayBuffer();
}

async function measure(request) {
  const times = [];
  for (let number = 0; number < REQUESTS; number += 1) {
    const start = performance.now();
    await request();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const total = times.reduce((sum, time) => sum + time, 0);
  return {
    rate: (REQUESTS / total) * 1_000,
    p50: times[Math.floor(REQUESTS * 0.5)],
    p99: times[Math.floor(REQUESTS * 0.99)],
  };
}

/** An article with everything a real one has. */
async function publishArticle() {
  const create = async (uid, data, locale) => {
    const params = { data, status: 'published', ...(locale ? { locale } : {}) };
    return (await strapi.documents(uid).create(params)).documentId;
  };
  const tags = [];
  for (const name of ['Tents', 'Trails', 'Repairs', 'Winter']) {
    tags.push(await create('api::tag.tag', { name }));
  }
  const author = await create('api::author.author', {
    name: 'Tuva',
    bio: 'Walks a lot. '.repeat(20),
  });
  const category = await create('api::category.category', { name: 'Guides' }, 'en');
  const related = [];
  for (const title of ['One', 'Two', 'Three']) {
    related.push(await create('api::article.article', { title, author }, 'en'));
  }
  return create(
    'api::article.article',
    {
      title: 'How to patch a tent',
      body: 'Clean it, dry it, glue it. '.repeat(100),
      author,
      category,
      tags,
      related,
      seo: { metaTitle: 'Patch a tent', metaDescription: 'In ten minutes' },
      blocks: [
        { __component: 'shared.quote', text: 'A stitch in time', author: 'Everybody' },
        { __component: 'shared.rich-text', body: 'More. '.repeat(50) },
      ],
    },
    'en'
  );
}

async function gidOf(documentId) {
  for (;;) {
    const { data } = await bench.call(
      'GET',
      `/destinations/status?uid=api::article.article&documentId=${documentId}&locale=en`
    );
    const known = await bench.knex('destinations_views').where({ document_id: documentId }).first();
    if (known && data) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const settings = await bench.knex('destinations_settings').select();
  const value = (name) => settings.find(({ key }) => key === name).value;
  return `gid://Environment/${value('environmentId')}/Source/${value('sourceId')}/Entity/${documentId}-en/View/article`;
}

function populate() {
  const fields = [
    'populate[cover]=true',
    'populate[gallery]=true',
    'populate[author][populate]=*',
    'populate[category][populate]=*',
    'populate[tags][populate]=*',
    'populate[related][populate]=*',
    'populate[seo][populate]=*',
    'populate[blocks][populate]=*',
  ];
  return `locale=en&${fields.join('&')}`;
}
