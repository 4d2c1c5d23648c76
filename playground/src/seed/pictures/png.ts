/** Writes 8-bit RGB pictures as PNG files. Knows nothing about what is drawn. */
import { crc32, deflateSync } from 'node:zlib';

export type Color = readonly [red: number, green: number, blue: number];

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export function encodePng(
  width: number,
  height: number,
  colorAt: (x: number, y: number) => Color
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits a channel, RGB, and the only values the format allows for the rest.
  header.set([8, 2, 0, 0, 0], 8);

  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels(width, height, colorAt))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function pixels(width: number, height: number, colorAt: (x: number, y: number) => Color): Buffer {
  // Every row starts with its filter type, 0 for none.
  const rowLength = 1 + width * 3;
  const bytes = Buffer.alloc(rowLength * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      bytes.set(colorAt(x, y), y * rowLength + 1 + x * 3);
    }
  }
  return bytes;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
