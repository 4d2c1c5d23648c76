/** Starts what keeps the ledger in line with the view schemas: builds for new definitions, retirement of gone types. */
import { type Settings } from '../database/settings';
import { type SchemaRegistry } from '../views/schemas';
import { type BuildParams, LEDGER_KEY } from './background';
import { type Jobs } from './jobs';
import { type ViewPages } from './view-pages';

export interface LedgerUpkeepDeps {
  settings: Settings;
  schemas: SchemaRegistry;
  jobs: Jobs;
  pages: ViewPages;
}

/** Once at every start; work that is under way already is not started again. */
export async function startLedgerUpkeep(deps: LedgerUpkeepDeps): Promise<void> {
  const { settings, schemas, jobs, pages } = deps;

  for (const { type, triggers, definitionHash } of schemas.all()) {
    if ((await settings.get(LEDGER_KEY + type)) === definitionHash) continue;
    const running = (await jobs.find({ kind: 'build', subject: type })).filter(
      ({ status }) => status === 'running'
    );
    if (running.some(({ params }) => (params as BuildParams).definitionHash === definitionHash)) {
      continue;
    }
    // A build for an older definition would only have to be done again.
    for (const { id } of running) await jobs.cancel(id);
    const counts = await Promise.all(triggers.map((uid) => pages.countOfContent(uid)));
    const total = counts.reduce((sum, count) => sum + count, 0);
    await jobs.create({ kind: 'build', subject: type, params: { definitionHash }, total });
    // From now on the type is known, so that its views are removed when it goes.
    await settings.ensure(LEDGER_KEY + type, () => '');
  }

  for (const type of await settings.keysAfter(LEDGER_KEY)) {
    if (schemas.byType(type)) continue;
    const jobsOfType = await jobs.find({ kind: 'retire', subject: type });
    if (jobsOfType.some(({ status }) => status === 'running')) continue;
    const total = await pages.countOfType(type);
    await jobs.create({ kind: 'retire', subject: type, params: {}, total });
  }
}
