/**
 * Before a Deploy is sent: may the owner of the destination still read what it is about? Rights are asked for anew
 * every few seconds, not for every message.
 */
import { type MayRead, type Owner } from '../destinations/destinations';
import { type Action } from '../../../contracts/message';
import { type Clock } from '../support/clock';
import { type SchemaRegistry } from '../views/schemas';
import { type ReadRightsOf } from './read-rights';

const KEEP_MS = 5_000;

export interface ForbiddenDeps {
  schemas: Pick<SchemaRegistry, 'byType'>;
  readRightsOf: ReadRightsOf;
  clock: Pick<Clock, 'elapsed'>;
}

/** A Remove tells nothing that the receiver does not know, so it is never forbidden. */
export type IsForbidden = (
  owner: Owner | null,
  delivery: { type: string; action: Action; test: boolean }
) => Promise<boolean>;

export function createIsForbidden({ schemas, readRightsOf, clock }: ForbiddenDeps): IsForbidden {
  const known = new Map<string, { rights: Promise<MayRead>; until: number }>();

  function rightsOf(owner: Owner): Promise<MayRead> {
    const key = `${owner.type} ${owner.id}`;
    const kept = known.get(key);
    if (kept && kept.until > clock.elapsed()) return kept.rights;
    const rights = readRightsOf(owner);
    known.set(key, { rights, until: clock.elapsed() + KEEP_MS });
    return rights;
  }

  return async (owner, { type, action, test }) => {
    if (owner === null || action === 'Remove' || test) return false;
    const triggers = schemas.byType(type)?.triggers ?? [];
    const mayRead = await rightsOf(owner);
    return !triggers.every(mayRead);
  };
}
