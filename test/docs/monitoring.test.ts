/** What the docs give to Prometheus names metrics that exist. */
import { parse } from 'yaml';

import { startPlayground } from '../support/playground';
import { blocksOf, type Block } from './support/blocks';

interface Rules {
  groups: { rules: { alert: string; expr: string }[] }[];
}

interface Scraping {
  scrape_configs: { metrics_path: string }[];
}

function theBlock(about: string): Block {
  return blocksOf((block) => block.language === 'yaml' && block.about === about)[0];
}

describe('the monitoring in the docs', () => {
  it('asks where the metrics are, for metrics that there are', async () => {
    const { scrape_configs }: Scraping = parse(theBlock('prometheus').code);
    const { groups }: Rules = parse(theBlock('alert-rules').code);
    const expressions = groups.flatMap(({ rules }) => rules.map(({ expr }) => expr));
    const wanted = new Set(expressions.join(' ').match(/destinations_\w+/g));

    const playground = await startPlayground();
    try {
      const [{ metrics_path }] = scrape_configs;
      const { status, body } = await playground.api.get<string>(metrics_path.replace('/api', ''));
      const known = [...body.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name);
      expect(status).toBe(200);
      expect(wanted.size).toBeGreaterThan(3);
      expect([...wanted].filter((name) => !known.includes(name))).toEqual([]);
    } finally {
      await playground.stop();
    }
  }, 240_000);
});
