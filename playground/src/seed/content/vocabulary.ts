/** Sections, tags and the words of the trade. */

export interface CategoryContent {
  key: string;
  en: string;
  de: string;
  fr: string;
}

export const CATEGORIES: CategoryContent[] = [
  { key: 'repairs', en: 'Repairs', de: 'Reparieren', fr: 'Réparations' },
  { key: 'trails', en: 'Trails', de: 'Wege', fr: 'Sentiers' },
  { key: 'field-tests', en: 'Field tests', de: 'Feldtests', fr: 'Essais sur le terrain' },
  { key: 'materials', en: 'Materials', de: 'Materialkunde', fr: 'Matières' },
  { key: 'people', en: 'People', de: 'Menschen', fr: 'Portraits' },
];

export interface TagContent {
  key: string;
  name: string;
  color: string;
  /** Who looks after the tag; an author's key. */
  owner?: string;
}

export const TAGS: TagContent[] = [
  { key: 'wool', name: 'Wool', color: '#8a6f4e', owner: 'aino' },
  { key: 'waxed-canvas', name: 'Waxed canvas', color: '#6b5b3e', owner: 'mattis' },
  { key: 'down', name: 'Down', color: '#b8c7d9', owner: 'aino' },
  { key: 'boots', name: 'Boots', color: '#5a3d2b', owner: 'jonas' },
  { key: 'tents', name: 'Tents', color: '#c0562f', owner: 'ingrid' },
  { key: 'stoves', name: 'Stoves', color: '#a63d2f' },
  { key: 'skis', name: 'Skis', color: '#2f6fa6', owner: 'jonas' },
  { key: 'kayak', name: 'Kayak', color: '#2f8fa6', owner: 'sunniva' },
  { key: 'knives', name: 'Knives', color: '#6d737a', owner: 'tuva' },
  { key: 'winter', name: 'Winter', color: '#9fb6cc' },
  { key: 'family', name: 'With children', color: '#d9a441', owner: 'ingrid' },
  { key: 'beginners', name: 'First time', color: '#5f9e6e' },
];

export interface TermContent {
  sortKey: string;
  en: [term: string, definition: string];
  de: [term: string, definition: string];
}

export const TERMS: TermContent[] = [
  {
    sortKey: 'baffle',
    en: ['Baffle', 'The wall of fabric inside a down jacket that keeps the filling where it is.'],
    de: ['Steg', 'Die Stoffwand in einer Daunenjacke, die die Füllung an ihrem Platz hält.'],
  },
  {
    sortKey: 'denier',
    en: ['Denier', 'Weight in grams of 9,000 metres of yarn; the higher, the coarser.'],
    de: ['Denier', 'Gewicht von 9.000 Metern Garn in Gramm; je höher, desto gröber.'],
  },
  {
    sortKey: 'fill-power',
    en: ['Fill power', 'How much room an ounce of down takes up when nothing presses on it.'],
    de: ['Bauschkraft', 'Wie viel Raum eine Unze Daunen einnimmt, wenn nichts auf sie drückt.'],
  },
  {
    sortKey: 'grip-wax',
    en: ['Grip wax', 'The wax under the foot that holds when you push and glides when you do not.'],
    de: ['Steigwachs', 'Das Wachs unter dem Fuß: hält beim Abstoßen, gleitet danach.'],
  },
  {
    sortKey: 'last',
    en: ['Last', 'The wooden or plastic form a boot is built around.'],
    de: ['Leisten', 'Die Form aus Holz oder Kunststoff, um die ein Stiefel gebaut wird.'],
  },
  {
    sortKey: 'rand',
    en: ['Rand', 'The rubber strip around a boot where sole and leather meet.'],
    de: ['Gummirand', 'Der Gummistreifen dort, wo Sohle und Leder sich treffen.'],
  },
  {
    sortKey: 'seam-tape',
    en: [
      'Seam tape',
      'Film glued over a seam from inside; the first thing to fail on a rain jacket.',
    ],
    de: ['Nahtband', 'Von innen über die Naht geklebte Folie; versagt an einer Regenjacke zuerst.'],
  },
  {
    sortKey: 'welt',
    en: [
      'Welt',
      'The strip of leather that lets a cobbler replace the sole without hurting the upper.',
    ],
    de: [
      'Rahmen',
      'Der Lederstreifen, dank dem sich die Sohle ersetzen lässt, ohne den Schaft zu verletzen.',
    ],
  },
];
