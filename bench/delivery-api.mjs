/** The Delivery API against Strapi's own REST API with the same fields, relations and components. */
import { createDatabase } from './support/databases.mjs';
import { median, percentile, round } from './support/statistics.mjs';
import { startStrapi } from './support/strapi.mjs';
import { now, timed, until } from './support/time.mjs';

const REST = 'Strapi REST, same populate';
const FULL = 'Delivery API, full answer';
const UNCHANGED = 'Delivery API, 304';
const FULL_AT_LEAST = 1;
const UNCHANGED_AT_LEAST = 5;

export default async function deliveryApi({ database: databaseName, sizes }) {
  const database = await createDatabase(databaseName);
  // One step of references, because Strapi's REST API has to spell out every further one.
  const bench = await startStrapi({ database, config: { references: { depth: 1 } } });

  try {
    const documentId = await publishArticle(bench);
    const headers = { authorization: `Bearer ${bench.token}` };
    const gid = await gidOf(bench, documentId);
    const delivery = `${bench.url}/api/destinations/delivery?id=${encodeURIComponent(gid)}`;
    const rest = `${bench.url}/api/articles/${documentId}?${populate()}`;
    const full = await get(delivery, headers);

    const requests = {
      [REST]: () => get(rest, headers),
      [FULL]: () => get(delivery, headers),
      [UNCHANGED]: () => get(delivery, { ...headers, 'if-none-match': full.etag }),
    };
    const sizesOf = {};
    for (const [name, request] of Object.entries(requests)) sizesOf[name] = (await request()).bytes;
    const rounds = Object.fromEntries(Object.keys(requests).map((name) => [name, []]));
    for (let number = 0; number < sizes.rounds; number += 1) {
      for (const [name, request] of Object.entries(requests)) {
        rounds[name].push(await measure(request, sizes.requests));
      }
    }
    return report(rounds, sizesOf);
  } finally {
    await bench.stop();
    await database.drop();
  }
}

function report(rounds, sizesOf) {
  const of = (name, key) => median(rounds[name].map((result) => result[key]));
  // Of the same round: what slows the machine down meanwhile slows down both.
  const ratio = (name) =>
    round(median(rounds[name].map(({ rate }, number) => rate / rounds[REST][number].rate)), 2);
  return {
    tables: [
      {
        columns: ['answer', 'requests a second', 'ratio', 'p50 ms', 'p99 ms', 'bytes'],
        rows: Object.keys(rounds).map((name) => [
          name,
          Math.round(of(name, 'rate')),
          ratio(name),
          round(of(name, 'p50'), 2),
          round(of(name, 'p99'), 2),
          sizesOf[name],
        ]),
      },
    ],
    targets: [
      {
        what: 'times as fast as the REST API, full answer',
        value: ratio(FULL),
        atLeast: FULL_AT_LEAST,
      },
      {
        what: 'times as fast as the REST API, 304',
        value: ratio(UNCHANGED),
        atLeast: UNCHANGED_AT_LEAST,
      },
    ],
    notes: [
      `${rounds[REST].length} rounds; a ratio is the median of what the requests a second of each round are to those of the REST API.`,
    ],
  };
}

async function get(address, headers) {
  const response = await fetch(address, { headers });
  if (response.status >= 400) throw new Error(`${address}: ${response.status}`);
  const { byteLength: bytes } = await response.arrayBuffer();
  return { etag: response.headers.get('etag'), bytes };
}

async function measure(request, count) {
  const times = [];
  const start = now();
  for (let number = 0; number < count; number += 1) times.push(await timed(request));
  return {
    rate: (count / (now() - start)) * 1_000,
    p50: median(times),
    p99: percentile(times, 99),
  };
}

/** An article with everything a real one has. */
async function publishArticle({ strapi }) {
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

async function gidOf({ knex }, documentId) {
  await until(() => knex('destinations_views').where({ document_id: documentId }).first('id'));
  const settings = await knex('destinations_settings').select();
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
