/** Every piece of config/plugins in the docs is accepted, and every option is in the list. */
import { resolveConfig } from '../../server/src/config/schema';
import { blocksOf, textOf } from './support/blocks';
import { runConfig } from './support/config';

const OPTIONS_PAGE = 'docs/configuration.md';

function rowsUnder(heading: string): string[][] {
  const section = textOf(OPTIONS_PAGE).split(`\n## ${heading}\n`)[1].split('\n## ')[0];
  const lines = section.split('\n').filter((line) => line.startsWith('| `'));
  return lines.map((line) => line.split('|').map((cell) => cell.trim()));
}

/** `{"a":{"b":1}}` → `a.b` → 1 */
function leaves(value: unknown, prefix = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[prefix, value]];
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner, prefix === '' ? key : `${prefix}.${key}`)
  );
}

describe('the configuration in the docs', () => {
  const whole = blocksOf(({ language, about }) => `${language} ${about}` === 'js config');
  it.each(whole)('$where is accepted', ({ code }) => {
    const { config } = runConfig(code).destinations;
    expect(() => resolveConfig(config)).not.toThrow();
  });

  const options = blocksOf(({ language, about }) => `${language} ${about}` === 'js option');
  it.each(options)('$where is accepted', ({ code }) => {
    const file = `module.exports = ({ env }) => ({ destinations: { config: {\n${code}} } });`;
    const { config } = runConfig(file).destinations;
    expect(Object.keys(config ?? {})).not.toEqual([]);
    expect(() => resolveConfig(config)).not.toThrow();
  });
});

describe('the list of options', () => {
  const rows = rowsUnder('Options').map(([, option, , byDefault]) => ({
    name: option.replaceAll('`', ''),
    byDefault,
  }));

  it('has every option with its real default', () => {
    const defaults = leaves(resolveConfig({})).map(([name, value]) => ({
      name,
      byDefault: `\`${JSON.stringify(value)}\``,
    }));
    const documented = rows.filter(({ byDefault }) => byDefault.startsWith('`'));
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    expect(documented.sort(byName)).toEqual(defaults.sort(byName));
  });

  it('has no option that does not exist', () => {
    for (const { name } of rows) {
      const [outer, inner] = name.split('.');
      const wrong = Symbol('no option takes this');
      const input = { [outer]: inner === undefined ? wrong : { [inner]: wrong } };
      expect(() => resolveConfig(input)).toThrow(`"${name}": expected`);
    }
  });
});
