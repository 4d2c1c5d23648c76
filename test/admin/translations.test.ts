/** Every text exists in every language; that every text used exists in English is a matter of types. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.resolve(__dirname, '../../admin/src/translations');
const AREAS = readdirSync(path.join(FOLDER, 'en')).filter((file) => file.endsWith('.json'));

function textsOf(language: string, area: string): Record<string, string> {
  return JSON.parse(readFileSync(path.join(FOLDER, language, area), 'utf8'));
}

function placeholdersOf(text: string): string[] {
  const names = [...text.matchAll(/\{\s*(\w+)\s*[,}]/g)].map(([, name]) => name);
  return [...new Set(names)].sort();
}

describe.each(['de', 'fr', 'es', 'da'])('the texts in %s', (language) => {
  it.each(AREAS)('are the English ones: %s', (area) => {
    expect(Object.keys(textsOf(language, area)).sort()).toEqual(
      Object.keys(textsOf('en', area)).sort()
    );
  });

  it.each(AREAS)('fill in the same values: %s', (area) => {
    const english = textsOf('en', area);
    const own = textsOf(language, area);
    for (const key of Object.keys(english)) {
      expect([key, placeholdersOf(own[key])]).toEqual([key, placeholdersOf(english[key])]);
    }
  });
});

it('no text stands in two areas', () => {
  const keys = AREAS.flatMap((area) => Object.keys(textsOf('en', area)));
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});
