/** Draws the pictures and puts them into the media library, each once. */
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Core } from '@strapi/strapi';

import { PICTURES, type Picture } from '../content/pictures';
import { drawLandscape } from './landscape';

/** Picture name → id of its file. */
export type Files = Map<string, number>;

interface UploadService {
  upload(request: {
    data: { fileInfo: Record<string, string> };
    files: { filepath: string; originalFilename: string; mimetype: string; size: number };
  }): Promise<{ id: number }[]>;
}

export async function uploadPictures(strapi: Core.Strapi): Promise<Files> {
  const folder = await mkdtemp(path.join(tmpdir(), 'playground-pictures-'));
  try {
    const files: Files = new Map();
    for (const picture of PICTURES) {
      files.set(picture.name, await ensureFile(strapi, picture, folder));
    }
    return files;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export function fileOf(files: Files, name: string): number {
  const id = files.get(name);
  if (id === undefined) {
    throw new Error(`Expected "${name}" to be one of ${[...files.keys()].join(', ')}.`);
  }
  return id;
}

async function ensureFile(strapi: Core.Strapi, picture: Picture, folder: string): Promise<number> {
  const name = `${picture.name}.png`;
  const existing = await strapi.db.query('plugin::upload.file').findOne({ where: { name } });
  if (existing) return existing.id;

  const filepath = path.join(folder, name);
  await writeFile(filepath, drawLandscape(picture.scene));
  const { size } = await stat(filepath);

  const { alternativeText, caption } = picture;
  const uploads = strapi.plugin('upload').service<Core.Service & UploadService>('upload');
  const [file] = await uploads.upload({
    data: { fileInfo: { name, alternativeText, caption } },
    files: { filepath, originalFilename: name, mimetype: 'image/png', size },
  });
  return file.id;
}
