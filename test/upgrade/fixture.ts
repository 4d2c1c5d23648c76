/** The plugin's tables as a released version left them, with what must still be there afterwards. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { type DatabaseName } from '../support/databases';

export const FIXTURES = path.join(__dirname, 'fixtures');

/** What an upgrade is held against. */
export interface Remembered {
  destinationId: string;
  /** With which the messages were and are signed. */
  secret: string;
  migrations: string[];
  /** By what became of their deliveries: the document ids of three tags. */
  tags: { delivered: string; failed: string; waiting: string };
}

export interface Fixture extends Remembered {
  /** Makes the tables and fills them. */
  sql: string;
}

export function fixtureFile(version: string, database: DatabaseName, kind: 'sql' | 'json'): string {
  return path.join(FIXTURES, version, `${database}.${kind}`);
}

export function readFixture(version: string, database: DatabaseName): Fixture {
  const remembered: Remembered = JSON.parse(
    readFileSync(fixtureFile(version, database, 'json'), 'utf8')
  );
  return { ...remembered, sql: readFileSync(fixtureFile(version, database, 'sql'), 'utf8') };
}
