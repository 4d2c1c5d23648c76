/** No block of code in the docs that nothing looks at. */
import { allBlocks } from './support/blocks';

/** What stands behind a fence → the file in this folder that proves such blocks. */
const PROOFS: Record<string, string> = {
  sh: 'commands.test.ts',
  http: 'commands.test.ts',
  'js receiver': 'receivers.test.ts',
  'python receiver': 'receivers.test.ts',
  'php receiver': 'receivers.test.ts',
  'ruby receiver': 'receivers.test.ts',
  'go receiver': 'receivers.test.ts',
  'js config': 'config.test.ts',
  'ts config': 'types.test.ts',
  'js option': 'config.test.ts',
  ts: 'types.test.ts',
  'json message': 'json.test.ts',
  'json request': 'json.test.ts',
  'json answer': 'json.test.ts',
  'json error': 'json.test.ts',
  'json alert': 'json.test.ts',
  'json schema': 'json.test.ts',
  'yaml prometheus': 'monitoring.test.ts',
  'yaml alert-rules': 'monitoring.test.ts',
  'sql uninstall': 'uninstall.test.ts',
  'text tree': 'links.test.ts',
};

/** Output of programs and drawings: nothing that a reader would run. */
const ONLY_SHOWN = 'text';

describe('the docs', () => {
  it.each(allBlocks())('$where is known to a test', ({ language, about }) => {
    const [kind] = about.split(' ');
    const known = [...Object.keys(PROOFS), ONLY_SHOWN];
    expect(known).toContain(`${language} ${kind}`.trim());
  });
});
