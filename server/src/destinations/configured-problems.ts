/** Why destinations cannot be as config/plugins declares them, in sentences that stop the boot. Secrets are not quoted. */
import { type ConfiguredDestination } from '../../../contracts/configured-destination';
import { type Cipher } from './cipher';
import { type InputChecks } from './input-checks';
import { splitUrl } from './url';

export interface ProblemSources {
  checks: Pick<InputChecks, 'issuesOf'>;
  cipher: Pick<Cipher, 'problem'>;
  taken: readonly ConfiguredDestination[];
}

/** @throws Error with one sentence per problem */
export function refuseProblems(
  wanted: readonly ConfiguredDestination[],
  { checks, cipher, taken }: ProblemSources
): void {
  const sentences = wanted.flatMap((each, index) => {
    const path = `destinations.${index}`;
    const issues = checks.issuesOf(each).map(({ message }) => message.replace(/^"/, `"${path}.`));
    const inUse = taken.includes(each)
      ? [
          `"${path}.alias": a destination with this alias was made by REST or in the admin panel; delete that one, or choose another alias here`,
        ]
      : [];
    return [...issues, ...inUse].map((sentence) => withAlias(sentence, each.alias));
  });
  const missingKey = wanted.some(holdsSecret) ? cipher.problem() : null;
  if (missingKey !== null) sentences.push(missingKey);
  if (sentences.length > 0) throw new Error(optionsError(sentences));
}

/** Numbers say little to who reads the log. */
export function withAlias(sentence: string, alias: unknown): string {
  return typeof alias === 'string' ? `${sentence} (alias ${JSON.stringify(alias)})` : sentence;
}

export function optionsError(sentences: readonly string[]): string {
  const list = sentences.map((sentence) => `- ${sentence}`).join('\n');
  return `config/plugins, "destinations.config":\n${list}`;
}

function holdsSecret({ secret, accessKey, url }: ConfiguredDestination): boolean {
  return secret !== undefined || Boolean(accessKey) || splitUrl(url)?.credentials != null;
}
