/**
 * A full-access API token in a file, for programs that talk to the playground.
 * The file may come from another database, so what counts is that this Strapi accepts its token.
 */
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { Core } from '@strapi/strapi';

const NAME = 'Playground';

interface ApiTokenService {
  hash(accessKey: string): string;
  getByAccessKey(accessKeyHash: string): Promise<unknown>;
  getByName(name: string): Promise<{ id: number } | null>;
  regenerate(id: number): Promise<{ accessKey: string }>;
  create(token: Record<string, unknown>): Promise<{ accessKey: string }>;
}

export async function writeApiToken(strapi: Core.Strapi, file: string): Promise<void> {
  const tokens = strapi.service('admin::api-token') as Core.Service & ApiTokenService;

  const written = await readIfExists(file);
  if (written && (await tokens.getByAccessKey(tokens.hash(written)))) return;

  const { accessKey } = await issue(tokens);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, accessKey, { mode: 0o600 });
  // The mode above counts only for a new file.
  await chmod(file, 0o600);
}

async function issue(tokens: ApiTokenService): Promise<{ accessKey: string }> {
  const existing = await tokens.getByName(NAME);
  if (existing) return tokens.regenerate(existing.id);

  return tokens.create({
    name: NAME,
    description: 'Written to the file named by PLAYGROUND_API_TOKEN_FILE',
    kind: 'content-api',
    type: 'full-access',
    lifespan: null,
  });
}

async function readIfExists(file: string): Promise<string | null> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
