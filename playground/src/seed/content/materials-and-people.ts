/** Articles about what things are made of, and who makes them. */
import type { ArticleContent } from './article';

export const MATERIALS_AND_PEOPLE: ArticleContent[] = [
  {
    en: {
      title: 'What wool does when it is wet',
      slug: 'what-wool-does-when-wet',
      summary:
        'It takes up a third of its weight in water and gives off warmth while doing so. Here is the measurement.',
      body: 'Put a dry wool sock into a humid box and its temperature rises by a few degrees: the fibre binds water and pays with heat. It is not much, but it comes exactly when you step out of the door into the rain.\n\nSynthetic socks dry faster. Whoever stops often should wear wool, whoever runs need not.',
    },
    de: {
      title: 'Was Wolle tut, wenn sie nass wird',
      slug: 'was-wolle-tut-wenn-sie-nass-wird',
      summary: 'Sie nimmt ein Drittel ihres Gewichts an Wasser auf und gibt dabei Wärme ab.',
      body: 'Legt man eine trockene Wollsocke in eine feuchte Kammer, steigt ihre Temperatur um einige Grad: Die Faser bindet Wasser und zahlt mit Wärme.\n\nKunstfaser trocknet schneller. Wer oft stehen bleibt, trage Wolle; wer rennt, muss nicht.',
    },
    author: 'aino',
    category: 'materials',
    tags: ['wool', 'winter'],
    readingMinutes: 7,
    status: 'published',
    cover: 'winter-hut',
    related: ['one-wool-shirt-thirty-days'],
  },
  {
    en: {
      title: 'Fill power is not warmth',
      slug: 'fill-power-is-not-warmth',
      summary: 'Two jackets with the same number on the label, eleven degrees apart.',
      body: 'Fill power says how far an ounce of down spreads. How many ounces there are, and whether the baffles let them, the label does not say.\n\nWe weighed the filling of six jackets. The lightest number was printed on the warmest one, and nobody had lied.',
    },
    author: 'aino',
    category: 'materials',
    tags: ['down'],
    readingMinutes: 6,
    status: 'published',
    cover: 'high-plateau',
    related: ['mending-down'],
    blocks: [{ kind: 'quote', text: 'Nobody had lied.', attribution: 'From the laboratory notes' }],
  },
  {
    en: {
      title: 'Leather, fat and the wrong kind of care',
      slug: 'leather-fat-and-care',
      summary:
        'More boots die of too much grease than of too little. How to tell what yours needs.',
      body: 'Leather that drinks the grease within an hour was thirsty. Leather that still shines the next morning was not, and is now softer than the stitching can hold.\n\nBrush, water, dry, and only then look. Wax for wet days, cream for dry ones, grease once a year if at all.',
    },
    de: {
      title: 'Leder, Fett und die falsche Pflege',
      slug: 'leder-fett-und-falsche-pflege',
      summary: 'An zu viel Fett sterben mehr Stiefel als an zu wenig.',
      body: 'Leder, das das Fett binnen einer Stunde trinkt, hatte Durst. Leder, das am Morgen noch glänzt, hatte keinen und ist nun weicher, als die Naht es hält.\n\nBürsten, Wasser, trocknen, und erst dann hinsehen.',
    },
    author: 'mattis',
    category: 'materials',
    tags: ['boots'],
    readingMinutes: 5,
    status: 'published',
    cover: 'leather-and-thread',
    related: ['a-new-sole-for-an-old-boot'],
  },
  {
    en: {
      title: 'The woman who weaves our blankets',
      slug: 'the-woman-who-weaves-our-blankets',
      summary: 'Ragnhild has one loom, forty sheep and a waiting list until the spring after next.',
      body: 'The loom was her grandmother’s and takes up the room that others call a living room. Each blanket is four evenings, and she does not weave on Thursdays because of the choir.\n\nWe asked whether she would like a second loom. She looked at us the way her sheep do.',
    },
    author: 'sunniva',
    category: 'people',
    tags: ['wool'],
    readingMinutes: 8,
    status: 'published',
    cover: 'birch-valley',
    gallery: ['birch-valley', 'spruce-ridge'],
    related: ['what-wool-does-when-wet'],
  },
  {
    en: {
      title: 'Fifty years at the same bench',
      slug: 'fifty-years-at-the-same-bench',
      summary:
        'The bench came with the house, the first customer with a torn rucksack. A history in repairs.',
      body: 'The order book of 1974 has nineteen entries, twelve of them zips. The one of last year has two thousand, and the share of zips is the same.\n\nWhat has changed is who comes. In the beginning it was those who could not afford a new one. Today it is those who do not want one.',
    },
    author: 'mattis',
    category: 'people',
    tags: ['waxed-canvas', 'boots'],
    readingMinutes: 9,
    status: 'published',
    cover: 'workbench',
    blocks: [
      {
        kind: 'picture',
        picture: 'workbench',
        caption: 'The drawer on the left still does not close',
      },
      { kind: 'teaser', label: 'Do it yourself', article: 'waxing-a-canvas-jacket' },
    ],
  },
  {
    en: {
      title: 'A hut warden’s winter',
      slug: 'a-hut-wardens-winter',
      summary: 'Five months, one radio, and what people forget most often (it is the left glove).',
      body: 'Torleif counts the gloves in April: thirty-one left, twenty-two right. He has no theory, only a box.\n\nIn January nobody comes for two weeks. He reads, melts snow and writes the weather down at eight, two and eight. The book goes back to 1931 and he has not missed a line.',
    },
    author: 'jonas',
    category: 'people',
    tags: ['winter', 'skis'],
    readingMinutes: 7,
    status: 'draft',
    related: ['the-old-post-road-on-skis'],
  },
];
