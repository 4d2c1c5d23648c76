/**
 * Everything that `npm run bench` measures, in the order in which it runs. `sizes.full` is what docs/benchmarks.md
 * shows, `sizes.quick` only shows that the measurement works. Each is measured by the file of its name.
 */

const ALL = ['sqlite', 'postgres', 'mariadb'];
const TWO = ['sqlite', 'postgres'];

export const MEASUREMENTS = [
  {
    name: 'drain',
    title: 'Draining a backlog',
    sentence:
      'How many deliveries a second leave a backlog for one fast receiver, 64 at a time and with nobody else at work, from the first arrival until the last result is kept; the other senders send the same bodies to the same receiver in the same rounds, after one that does not count, and the ratio is to a bare undici loop of the same round. What each keeps of a message stands in the table; queues are compared with when they keep the result of every one where a restart leaves it.',
    databases: ALL,
    sizes: {
      full: { deliveries: 20_000, contenders: 10_000, strapi: 2_000, rounds: 7 },
      quick: { deliveries: 1_000, contenders: 500, strapi: 200, rounds: 2 },
    },
    charts: [
      {
        name: 'throughput',
        title: 'Deliveries a second while a backlog drains',
        x: 'seconds',
        y: 'deliveries a second',
      },
    ],
  },
  {
    name: 'latency',
    title: 'From commit to arrival',
    sentence:
      'How long it takes in an idle system from the commit of a published article until the receiver has read its message; Strapi’s own webhook in a Strapi without the plugin takes turns with it, and the first 100 of each do not count.',
    databases: TWO,
    sizes: { full: { samples: 150 }, quick: { samples: 10 } },
    charts: [
      {
        name: 'latency',
        title: 'From commit to arrival, one publish after the other',
        x: 'seconds',
        y: 'milliseconds',
      },
    ],
  },
  {
    name: 'publish',
    title: 'What publishing costs',
    sentence:
      'How long publishing an article takes with 1, 10 and 100 destinations that all get it, as a ratio to a Strapi without the plugin: the two take turns, the first 50 pairs do not count, and the ratio is the median of those within the others.',
    databases: TWO,
    sizes: { full: { samples: 80 }, quick: { samples: 4 } },
    charts: [],
  },
  {
    name: 'neighbour',
    title: 'An editor while a backlog drains',
    sentence:
      'How long requests of one editor take, and how long the event loop is blocked, while a backlog drains to a fast receiver in the same process, against the same without a backlog.',
    databases: TWO,
    sizes: {
      full: { requests: 40, deliveries: 12_000, rounds: 4 },
      quick: { requests: 6, deliveries: 1_000, rounds: 2 },
    },
    charts: [],
  },
  {
    name: 'instances',
    title: 'Two instances',
    sentence:
      'How many deliveries a second two Strapi processes on one database make, against one, to ten destinations.',
    databases: ['postgres'],
    sizes: {
      full: { deliveries: 10_000, slowDeliveries: 4_000, rounds: 3 },
      quick: { deliveries: 500, slowDeliveries: 300, rounds: 1 },
    },
    charts: [],
  },
  {
    name: 'workers',
    title: 'Workers',
    sentence:
      'How many deliveries a second the engine "bullmq" makes to ten destinations: one Strapi alone, and with two and four workers beside it.',
    databases: ['postgres'],
    sizes: {
      full: { deliveries: 6_000, slowDeliveries: 3_000, rounds: 3 },
      quick: { deliveries: 400, slowDeliveries: 200, rounds: 1 },
    },
    charts: [],
  },
  {
    name: 'isolation',
    title: 'Half of 20 destinations hang',
    sentence:
      'How many deliveries a second ten healthy destinations get while ten others never answer, as a ratio to what they get alone in the same round.',
    databases: TWO,
    sizes: { full: { deliveries: 500, rounds: 3 }, quick: { deliveries: 30, rounds: 1 } },
    charts: [],
  },
  {
    name: 'fan-out',
    title: 'An entry that many views reference',
    sentence:
      'How many views a second get a new version and a delivery when an entry changes that all of them reference: for the first time, and again while those deliveries still wait; and what so many references cost the save itself.',
    databases: TWO,
    sizes: { full: { referrers: 100_000, saves: 101 }, quick: { referrers: 1_000, saves: 5 } },
    charts: [],
  },
  {
    name: 'delivery-api',
    title: 'The Delivery API against the REST API of Strapi',
    sentence:
      'How many requests a second one client gets answered for the same article with the same relations and components, one request after the other.',
    databases: TWO,
    sizes: { full: { requests: 75, rounds: 11 }, quick: { requests: 10, rounds: 1 } },
    charts: [],
  },
  {
    name: 'million',
    title: 'A million waiting, a million finished',
    sentence:
      'What claims, settlements, pages of the history and statistics cost when 1,000,000 deliveries wait and 1,000,000 are finished, against a nearly empty database; and how much memory the whole process takes while it drains, more than an idle Strapi without the plugin that was started on such tables, too, and has answered as many requests.',
    databases: TWO,
    sizes: {
      full: { rows: 1_000_000, few: 100_000, requests: 30, drainMs: 2_000 },
      quick: { rows: 10_000, few: 2_000, requests: 5, drainMs: 1_000 },
    },
    charts: [],
  },
];
