/** Articles about things that were carried, worn and broken. */
import type { ArticleContent } from './article';

export const FIELD_TESTS: ArticleContent[] = [
  {
    en: {
      title: 'Five tents, one storm',
      slug: 'five-tents-one-storm',
      summary:
        'We pitched five two-person tents on the same headland and waited for the forecast to be right.',
      body: 'Gusts of twenty-four metres a second, rain from the side, one sheep. Two tents stood as if nothing had happened, two needed a hand at three in the morning, one is now at the bench.\n\nWhat made the difference was not the poles but the pegs: the short ones went first, whatever the tent had cost.',
    },
    de: {
      title: 'Fünf Zelte, ein Sturm',
      slug: 'fuenf-zelte-ein-sturm',
      summary: 'Fünf Zweipersonenzelte auf derselben Landzunge, und die Vorhersage behielt recht.',
      body: 'Böen mit vierundzwanzig Metern in der Sekunde, Regen von der Seite, ein Schaf. Zwei Zelte standen, zwei brauchten um drei Uhr Hilfe, eines liegt jetzt in der Werkstatt.\n\nDen Unterschied machten nicht die Stangen, sondern die Heringe.',
    },
    author: 'ingrid',
    category: 'field-tests',
    tags: ['tents'],
    readingMinutes: 11,
    status: 'published',
    cover: 'island-camp',
    related: ['tent-splint-from-a-peg'],
    blocks: [
      { kind: 'teaser', label: 'When a pole gives up', article: 'tent-splint-from-a-peg' },
      { kind: 'picture', picture: 'fjord-at-dawn', caption: 'The morning after' },
    ],
  },
  {
    en: {
      title: 'One wool shirt, thirty days',
      slug: 'one-wool-shirt-thirty-days',
      summary: 'A month in the same shirt, with a notebook. The notebook smelled first.',
      body: 'Day four: nothing. Day eleven: campfire, pleasantly. Day nineteen: the colleagues ask for the window seat, but it turns out to be the boots.\n\nAiring it overnight did more than washing it once. After thirty days there was a hole at the strap of the rucksack, the size of a lentil. Mended, still worn.',
    },
    author: 'aino',
    category: 'field-tests',
    tags: ['wool'],
    readingMinutes: 6,
    status: 'published',
    cover: 'birch-valley',
  },
  {
    en: {
      title: 'Grip wax or skins: a season of both',
      slug: 'grip-wax-or-skins',
      summary:
        'The same skis, the same tracks, every other day with the other thing under the foot.',
      body: 'Below minus three, wax wins and it is not close. Around zero, skins win because you are still skiing while the others scrape.\n\nOn the plateau, with new snow over old, we ended with wax in the morning and short skins in the bag. It is not elegant, but nobody watches up there.',
    },
    de: {
      title: 'Steigwachs oder Felle: eine Saison mit beidem',
      slug: 'steigwachs-oder-felle',
      summary: 'Dieselben Ski, dieselben Spuren, jeden zweiten Tag etwas anderes unter dem Fuß.',
      body: 'Unter minus drei gewinnt das Wachs, und zwar deutlich. Um null gewinnen die Felle, weil man noch läuft, während die anderen kratzen.\n\nAuf der Hochebene blieb es am Ende bei Wachs am Morgen und kurzen Fellen im Rucksack.',
    },
    author: 'jonas',
    category: 'field-tests',
    tags: ['skis', 'winter'],
    readingMinutes: 8,
    status: 'published',
    cover: 'ski-tracks',
    related: ['the-old-post-road-on-skis'],
  },
  {
    en: {
      title: 'Stoves at minus twenty',
      slug: 'stoves-at-minus-twenty',
      summary:
        'Gas, petrol, spirit and wood, a litre of snow each, and a stopwatch with a cold battery.',
      body: 'Petrol melted the litre in nine minutes. Gas with the cartridge upside down needed twelve. Spirit was lit four times and wood was cosy.\n\nThe stopwatch gave up in round three, so the last numbers come from counting aloud. They agree within a minute, which is more than we expected of us.',
    },
    author: 'jonas',
    category: 'field-tests',
    tags: ['stoves', 'winter'],
    readingMinutes: 7,
    status: 'published',
    cover: 'winter-hut',
    related: ['cleaning-a-petrol-stove'],
    blocks: [
      { kind: 'teaser', label: 'If yours burns yellow', article: 'cleaning-a-petrol-stove' },
    ],
  },
  {
    en: {
      title: 'Children’s boots that survive a second child',
      slug: 'boots-for-a-second-child',
      summary: 'Four pairs, eight children, two winters. What we look at before we pass a pair on.',
      body: 'Look at the heel first: if it leans, it has learned the first child’s walk and will teach it to the second. Then bend the sole. A crease is fine, a crack is not.\n\nTwo of the four pairs went on to a third child. Both have a rubber rand all the way round and laces that a five-year-old can tie.',
    },
    author: 'ingrid',
    category: 'field-tests',
    tags: ['boots', 'family'],
    readingMinutes: 5,
    status: 'modified',
    cover: 'autumn-bog',
  },
  {
    en: {
      title: 'Dry bags, held under water',
      slug: 'dry-bags-held-under-water',
      summary: 'Eleven dry bags, one paper towel in each, and a bathtub.',
      body: 'Seven towels came out dry after an hour. After a week of kayaking it was four, and the three that had changed sides all leaked at the weld of the bottom, not at the roll.\n\nRoll three times, not two. It cost us a camera to be able to write this sentence.',
    },
    author: 'sunniva',
    category: 'field-tests',
    tags: ['kayak'],
    readingMinutes: 5,
    status: 'draft',
  },
];
