/** Articles about where to go. */
import type { ArticleContent } from './article';

export const TRAILS: ArticleContent[] = [
  {
    en: {
      title: 'Three days above the tree line, hut to hut',
      slug: 'three-days-above-the-tree-line',
      summary:
        'A first tour for those who have never walked with a map: short legs, staffed huts, one river.',
      body: 'The bus stops at the dairy, the path starts behind it. Day one is a slow climb through birches; whoever starts before ten sees reindeer.\n\nOn the second day the river decides. After rain, take the bridge an hour upstream and do not argue. The third day goes downhill, past the lake where everybody swims and nobody stays in.',
    },
    de: {
      title: 'Drei Tage über der Baumgrenze, von Hütte zu Hütte',
      slug: 'drei-tage-ueber-der-baumgrenze',
      summary: 'Eine erste Tour für alle, die noch nie nach Karte gegangen sind.',
      body: 'Der Bus hält an der Molkerei, dahinter beginnt der Weg. Der erste Tag steigt langsam durch Birken; wer vor zehn losgeht, sieht Rentiere.\n\nAm zweiten Tag entscheidet der Fluss. Nach Regen die Brücke eine Stunde flussaufwärts nehmen und nicht diskutieren.',
    },
    author: 'ingrid',
    category: 'trails',
    tags: ['beginners', 'boots'],
    readingMinutes: 9,
    status: 'published',
    cover: 'high-plateau',
    gallery: ['high-plateau', 'birch-valley', 'winter-hut'],
    blocks: [
      {
        kind: 'text',
        body: '**Bus** 4 times a day until the end of September, then Fridays only.',
      },
      { kind: 'teaser', label: 'Before you go', article: 'a-new-sole-for-an-old-boot' },
    ],
  },
  {
    en: {
      title: 'Across the bog on planks',
      slug: 'across-the-bog',
      summary:
        'Six flat kilometres, a tower to watch cranes from, and coffee at the end. Children walk it themselves.',
      body: 'The planks were renewed last spring by the village school, and the names carved into them change with the kilometres: class one starts at the car park, class nine ends at the tower.\n\nCranes come in the second half of April. They are used to people who stand still and to nobody else.',
    },
    de: {
      title: 'Auf Planken durch das Moor',
      slug: 'auf-planken-durch-das-moor',
      summary: 'Sechs flache Kilometer, ein Turm für die Kraniche und Kaffee am Ende.',
      body: 'Die Planken hat im Frühjahr die Dorfschule erneuert; die eingeschnitzten Namen wechseln mit den Kilometern.\n\nDie Kraniche kommen in der zweiten Aprilhälfte. An Menschen, die stillstehen, sind sie gewöhnt, an andere nicht.',
    },
    author: 'ingrid',
    category: 'trails',
    tags: ['family', 'beginners'],
    readingMinutes: 4,
    status: 'published',
    cover: 'autumn-bog',
  },
  {
    en: {
      title: 'Skerries by kayak: a weekend between two ferries',
      slug: 'skerries-by-kayak',
      summary:
        'Twenty-eight kilometres of sheltered water, one open crossing, and where the drinking water is.',
      body: 'Leave with the Friday ferry and you have the evening tide with you. The first camp is on the island with the white cairn; the second one depends on the wind.\n\nThe crossing is two kilometres and looks like one. Go before nine, while the sea is still deciding.',
    },
    author: 'sunniva',
    category: 'trails',
    tags: ['kayak', 'tents'],
    readingMinutes: 8,
    status: 'published',
    cover: 'island-camp',
    gallery: ['island-camp', 'fjord-at-dawn'],
    related: ['tent-splint-from-a-peg'],
    blocks: [{ kind: 'slider', pictures: ['island-camp', 'fjord-at-dawn'] }],
  },
  {
    en: {
      title: 'The old post road on skis',
      slug: 'the-old-post-road-on-skis',
      summary: 'Forty kilometres that the postman did twice a week, with notes on where he rested.',
      body: 'The poles with the crowns still stand every two hundred metres; in a white-out they are the difference between a tour and a story.\n\nThe postman rested at the stone with the ring, where he fed his horse, and again at the hut that is now ours. He did it in one day. Take two.',
    },
    author: 'jonas',
    category: 'trails',
    tags: ['skis', 'winter'],
    readingMinutes: 10,
    status: 'published',
    cover: 'ski-tracks',
    related: ['three-days-above-the-tree-line'],
    blocks: [
      { kind: 'quote', text: 'He did it in one day. Take two.', attribution: 'Jonas Falk' },
      {
        kind: 'teaser',
        label: 'Summer on the same plateau',
        article: 'three-days-above-the-tree-line',
      },
    ],
  },
  {
    en: {
      title: 'Mushrooms, a basket and no signal',
      slug: 'mushrooms-and-no-signal',
      summary:
        'A loop through the forest behind the shop, with three mushrooms that nobody can mistake.',
      body: 'Chanterelles under spruce, hedgehog mushrooms under beech, ceps where you least expect them. Everything else stays where it is until someone who knows has seen it.\n\nThe loop is five kilometres. Take a compass, because the forest is the same on all sides and so is the moss.',
    },
    author: 'sunniva',
    category: 'trails',
    tags: ['family', 'knives'],
    readingMinutes: 5,
    status: 'published',
    cover: 'spruce-ridge',
  },
  {
    en: {
      title: 'Ice on the lake: when is it safe',
      slug: 'ice-on-the-lake',
      summary:
        'Five centimetres carry you, ten carry a group, and neither helps where the stream comes in.',
      body: 'Black ice is strong, white ice is half as strong, and ice with snow on it keeps its secrets. Drill every fifty metres and write the numbers down.\n\nWear the ice picks around your neck and not in your bag. Practise once, in a wetsuit, with someone on the shore.',
    },
    author: 'jonas',
    category: 'trails',
    tags: ['winter', 'skis'],
    readingMinutes: 6,
    status: 'draft',
    internalNotes: 'Publish only after the rescue service has read the numbers.',
  },
];
