/** Starts what keeps the ledger in line with the view schemas: builds for new definitions, retirement of gone types. */
import { type Settings } from '../database/settings';
import { type SchemaRegistry } from '../views/schemas';
import { type BuildParams, LEDGER_KEY } from './background';
import { type Job, type JobKind, type Jobs } from './jobs';
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

  const runningOf = async (kind: JobKind, subject: string): Promise<Job[]> =>
    (await jobs.find({ kind, subject })).filter(({ status }) => status === 'running');

  /** The type is back before all its views were removed. @returns whether it was on its way out */
  async function keep(type: string): Promise<boolean> {
    const retirements = await runningOf('retire', type);
    for (const { id } of retirements) await jobs.cancel(id);
    return retirements.length > 0;
  }

  for (const { type, triggers, definitionHash } of schemas.all()) {
    const lacksViews = await keep(type);
    const isBuilt = (await settings.get(LEDGER_KEY + type)) === definitionHash;
    if (isBuilt && !lacksViews) continue;
    const builds = await runningOf('build', type);
    const isUnderWay = builds.some(
      ({ params }) => (params as BuildParams).definitionHash === definitionHash
    );
    if (isUnderWay && !lacksViews) continue;
    // A build for an older definition would only have to be done again.
    for (const { id } of builds) await jobs.cancel(id);
    const counts = await Promise.all(triggers.map((uid) => pages.countOfContent(uid)));
    const total = counts.reduce((sum, count) => sum + count, 0);
    await jobs.create({ kind: 'build', subject: type, params: { definitionHash }, total });
    // From now on the type is known, so that its views are removed when it goes.
    await settings.ensure(LEDGER_KEY + type, () => '');
  }

  for (const type of await settings.keysAfter(LEDGER_KEY)) {
    if (schemas.byType(type)) continue;
    if ((await runningOf('retire', type)).length > 0) continue;
    const total = await pages.countOfType(type);
    await jobs.create({ kind: 'retire', subject: type, params: {}, total });
  }
}
