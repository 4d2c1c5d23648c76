/** Articles from the workshop. */
import type { ArticleContent } from './article';

export const REPAIRS: ArticleContent[] = [
  {
    en: {
      title: 'Waxing a canvas jacket at the kitchen table',
      slug: 'waxing-a-canvas-jacket',
      summary:
        'One tin of wax, a hair dryer and an evening bring the rain back to where it belongs: outside.',
      body: 'Canvas does not wear out, it dries out. When water no longer beads on the shoulders, the wax has moved into your car seat and it is time to put some back.\n\nBrush the jacket dry, warm the tin in a water bath and rub the wax in along the seams first. Then heat it with a hair dryer until the shine is gone. Hang it for two days. The smell goes after a week; the crease at the elbow stays, and should.',
    },
    de: {
      title: 'Eine Segeltuchjacke am Küchentisch wachsen',
      slug: 'segeltuchjacke-wachsen',
      summary: 'Eine Dose Wachs, ein Föhn und ein Abend, und der Regen bleibt wieder draußen.',
      body: 'Segeltuch verschleißt nicht, es trocknet aus. Perlt das Wasser an den Schultern nicht mehr ab, sitzt das Wachs im Autositz und muss erneuert werden.\n\nTrocken ausbürsten, Wachs im Wasserbad wärmen, zuerst entlang der Nähte einreiben, dann mit dem Föhn einschmelzen. Zwei Tage hängen lassen.',
    },
    author: 'mattis',
    category: 'repairs',
    tags: ['waxed-canvas', 'beginners'],
    readingMinutes: 5,
    status: 'published',
    cover: 'workbench',
    gallery: ['workbench', 'leather-and-thread'],
    blocks: [
      {
        kind: 'quote',
        text: 'If it still smells, it still works.',
        attribution: 'Mattis, to every customer',
      },
      { kind: 'picture', picture: 'workbench', caption: 'Warm wax, not hot wax' },
    ],
    internalNotes: 'The supplier changed the tin from 200 to 180 grams; check the amounts.',
  },
  {
    en: {
      title: 'A new sole for an old boot',
      slug: 'a-new-sole-for-an-old-boot',
      summary:
        'What we do in the four days your boots are away, and why the second pair of soles lasts longer.',
      body: 'A welted boot is built to be opened. We cut the old stitch, lift the sole in one piece and look at the cork: it tells more about your walk than you would.\n\nNew cork, new shank if needed, a sole glued and stitched through the old holes. The upper has found its shape by now, which is why a resoled boot fits better than a new one.',
    },
    de: {
      title: 'Neue Sohle für einen alten Stiefel',
      slug: 'neue-sohle-fuer-einen-alten-stiefel',
      summary: 'Was in den vier Tagen geschieht, in denen Ihre Stiefel bei uns sind.',
      body: 'Ein rahmengenähter Stiefel ist dafür gebaut, geöffnet zu werden. Wir trennen die alte Naht auf, heben die Sohle ab und sehen uns den Kork an.\n\nNeuer Kork, neue Sohle, geklebt und durch die alten Löcher genäht. Der Schaft hat seine Form längst gefunden.',
    },
    author: 'mattis',
    category: 'repairs',
    tags: ['boots'],
    readingMinutes: 7,
    status: 'published',
    cover: 'leather-and-thread',
    blocks: [
      { kind: 'slider', pictures: ['leather-and-thread', 'workbench'] },
      { kind: 'teaser', label: 'Also from the bench', article: 'waxing-a-canvas-jacket' },
    ],
  },
  {
    en: {
      title: 'Mending down without losing it',
      slug: 'mending-down',
      summary:
        'Tape for the trail, a patch for the winter, and the one thing never to do with a needle.',
      body: 'Never pull a feather out: ten more follow through the same hole. Push it back from inside and close the tear with repair tape, corners rounded.\n\nAt home, replace the tape by a patch of ripstop, sewn with the finest needle you own. Each stitch is a new hole, so make few of them and seal them with a drop of silicone.',
    },
    author: 'aino',
    category: 'repairs',
    tags: ['down', 'winter'],
    readingMinutes: 4,
    status: 'published',
    cover: 'winter-hut',
    related: ['waxing-a-canvas-jacket'],
  },
  {
    en: {
      title: 'The pole broke: a tent splint from a peg',
      slug: 'tent-splint-from-a-peg',
      summary:
        'Three ways to stand a storm with a broken pole, in the order of how often they worked.',
      body: 'The sleeve that came with your tent is at home in the cupboard. A Y-shaped peg and half a metre of tape do the same job, if the peg is taped at both ends before the middle.\n\nNo peg to spare? Turn the pole round so that the break sits where the tent is flattest. You will sleep lower, but you will sleep.',
    },
    author: 'ingrid',
    category: 'repairs',
    tags: ['tents'],
    readingMinutes: 3,
    status: 'published',
    cover: 'island-camp',
  },
  {
    en: {
      title: 'Sharpening a knife by the sound of it',
      slug: 'sharpening-by-sound',
      summary: 'A stone, some water, and what to listen for when the angle is right.',
      body: 'Too steep, and the blade scratches. Too flat, and it whispers. In between there is a low, even hiss that the old carpenters called the broom.\n\nTen strokes on one side, ten on the other, then five and five, then one and one. Stop when it shaves the hair of your arm and no earlier.',
    },
    author: 'tuva',
    category: 'repairs',
    tags: ['knives', 'beginners'],
    readingMinutes: 4,
    status: 'draft',
    internalNotes: 'Waits for the photographs, and for its author to be introduced.',
  },
  {
    en: {
      title: 'Cleaning a petrol stove that has seen things',
      slug: 'cleaning-a-petrol-stove',
      summary:
        'Yellow flame, bad mood. Twenty minutes with a needle and a cotton bud bring back the blue.',
      body: 'Soot in the jet is the usual reason, old petrol the second. Let the stove cool, empty the bottle, unscrew the jet and hold it against the light: you should see a round hole, not a star.\n\nClean the fuel line by pulling its wire all the way through, twice. Then oil the pump leather, because you forgot it last year.',
    },
    author: 'mattis',
    category: 'repairs',
    tags: ['stoves', 'winter'],
    readingMinutes: 6,
    status: 'modified',
    cover: 'workbench',
    related: ['waxing-a-canvas-jacket', 'a-new-sole-for-an-old-boot'],
  },
];
