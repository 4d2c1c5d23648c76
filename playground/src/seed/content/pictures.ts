/** The pictures of the magazine: file name, words for them, and what to draw. */
import type { Scene } from '../pictures/landscape';

export interface Picture {
  name: string;
  alternativeText: string;
  caption: string;
  scene: Scene;
}

type Palette = Pick<Scene, 'sky' | 'hills'>;

const DAWN: Palette = {
  sky: [
    [92, 119, 168],
    [246, 205, 178],
  ],
  hills: [
    [148, 134, 160],
    [98, 95, 125],
    [52, 57, 82],
  ],
};
const FOREST: Palette = {
  sky: [
    [142, 186, 201],
    [226, 238, 226],
  ],
  hills: [
    [126, 160, 138],
    [74, 117, 94],
    [32, 66, 54],
  ],
};
const SNOW: Palette = {
  sky: [
    [70, 108, 158],
    [204, 222, 238],
  ],
  hills: [
    [176, 196, 218],
    [212, 224, 236],
    [244, 247, 250],
  ],
};
const WORKSHOP: Palette = {
  sky: [
    [74, 52, 38],
    [186, 132, 84],
  ],
  hills: [
    [150, 100, 62],
    [112, 74, 48],
    [66, 44, 32],
  ],
};

export const PICTURES: Picture[] = [
  wide(
    'fjord-at-dawn',
    'A fjord before sunrise',
    'Half past four, the first ferry not yet awake',
    DAWN
  ),
  wide('spruce-ridge', 'A spruce ridge after rain', 'The ridge above the shop', FOREST),
  wide('high-plateau', 'A snowed-in plateau', 'Twelve kilometres to the next hut', SNOW),
  wide(
    'workbench',
    'The repair bench in evening light',
    'The bench has been here since 1974',
    WORKSHOP
  ),
  wide('autumn-bog', 'A bog with wooden planks', 'Planks, and cotton grass gone over', FOREST),
  wide('ski-tracks', 'Two ski tracks in new snow', 'Wind from the left all day', SNOW),
  wide('island-camp', 'Tents on a skerry', 'The tide table was right, barely', DAWN),
  wide(
    'leather-and-thread',
    'Boot leather and waxed thread',
    'Eight stitches to the inch',
    WORKSHOP
  ),
  wide('birch-valley', 'A valley with birches', 'Mid-September, the week of the colours', FOREST),
  wide('winter-hut', 'A hut with smoke from its chimney', 'Somebody is already home', SNOW),
  square('portrait-ingrid', 'Ingrid Solheim', DAWN),
  square('portrait-mattis', 'Mattis Bergström', WORKSHOP),
  square('portrait-aino', 'Aino Lehtonen', FOREST),
  square('portrait-jonas', 'Jonas Falk', SNOW),
  square('logo', 'The logo of Nordvik Friluft', FOREST),
];

function wide(name: string, alternativeText: string, caption: string, palette: Palette): Picture {
  const scene = { ...palette, width: 640, height: 400, shift: name.length * 0.8 };
  return { name, alternativeText, caption, scene };
}

function square(name: string, alternativeText: string, palette: Palette): Picture {
  const scene = { ...palette, width: 240, height: 240, shift: name.length * 0.8 };
  return { name, alternativeText, caption: '', scene };
}
