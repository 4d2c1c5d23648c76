/** Draws a sky, a sun and rows of hills. The same scene always gives the same picture. */
import { encodePng, type Color } from './png';

export interface Scene {
  width: number;
  height: number;
  /** From the top of the sky to the horizon. */
  sky: readonly [Color, Color];
  /** From the farthest row of hills to the nearest. */
  hills: readonly Color[];
  /** Shifts the hills, so that two scenes of one palette differ. */
  shift: number;
}

export function drawLandscape(scene: Scene): Buffer {
  const { width, height, sky, hills } = scene;

  return encodePng(width, height, (x, y) => {
    for (let row = hills.length - 1; row >= 0; row -= 1) {
      if (y > ridge(scene, row, x)) return hills[row];
    }
    return isSun(scene, x, y) ? [255, 243, 214] : blend(sky[0], sky[1], y / height);
  });
}

function ridge({ width, height, hills, shift }: Scene, row: number, x: number): number {
  const angle = (x / width) * Math.PI * 2;
  const base = height * (0.45 + (0.45 * row) / hills.length);
  const wide = Math.sin(angle * (1 + row * 0.7) + shift + row) * height * 0.08;
  const steep = Math.sin(angle * (3 + row) + shift * 2) * height * 0.03;
  return base + wide + steep;
}

function isSun({ width, height, shift }: Scene, x: number, y: number): boolean {
  const centerX = width * (0.25 + 0.5 * Math.abs(Math.sin(shift)));
  return Math.hypot(x - centerX, y - height * 0.22) < height * 0.07;
}

function blend(from: Color, to: Color, share: number): Color {
  const mix = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * share);
  return [mix(0), mix(1), mix(2)];
}
