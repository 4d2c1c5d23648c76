/**
 * Before a Deploy is sent: may the owner of the destination still read what it is about? Rights are asked for anew
 * every few seconds, not for every message.
 */
import { type Action } from '../../../contracts/message';
import { type MayRead } from '../destinations/destinations';
import { type DestinationRecord } from '../destinations/record';
import { type Clock } from '../support/clock';
import { type SchemaRegistry } from '../views/schemas';
import { type ReadRightsOf } from './read-rights';
import { unreadableTypes } from './unreadable-types';

const KEEP_MS = 5_000;

export interface ForbiddenDeps {
  schemas: Pick<SchemaRegistry, 'byType' | 'all'>;
  readRightsOf: ReadRightsOf;
  clock: Pick<Clock, 'elapsed'>;
}

/** A Remove tells nothing that the receiver does not know, so it is never forbidden. */
export type ForbiddenTo = (
  owner: DestinationRecord['owner']
) => Promise<(delivery: { type: string; action: Action; test: boolean }) => boolean>;

export interface Forbidden {
  forbiddenTo: ForbiddenTo;
  /** Of each destination the view types that it wants and its owner may not read; only those with any. */
  among(
    destinations: readonly DestinationRecord[]
  ): Promise<{ name: string; types: readonly string[] }[]>;
}

export function createForbidden({ schemas, readRightsOf, clock }: ForbiddenDeps): Forbidden {
  const known = new Map<string, { rights: Promise<MayRead>; until: number }>();

  function rightsOf(owner: NonNullable<DestinationRecord['owner']>): Promise<MayRead> {
    const key = `${owner.type} ${owner.id}`;
    const kept = known.get(key);
    if (kept && kept.until > clock.elapsed()) return kept.rights;
    const rights = readRightsOf(owner);
    known.set(key, { rights, until: clock.elapsed() + KEEP_MS });
    // Whoever asked is told of a failure; the next one asks anew.
    rights.catch(() => {
      if (known.get(key)?.rights === rights) known.delete(key);
    });
    return rights;
  }

  return {
    async forbiddenTo(owner) {
      if (owner === null) return () => false;
      const mayRead = await rightsOf(owner);
      return ({ type, action, test }) => {
        if (action === 'Remove' || test) return false;
        return !(schemas.byType(type)?.triggers ?? []).every(mayRead);
      };
    },

    async among(destinations) {
      const found = await Promise.all(
        destinations.map(async ({ name, owner, alias, events }) => ({
          name,
          types:
            owner === null
              ? []
              : unreadableTypes(schemas.all(), null, { alias, events }, await rightsOf(owner)),
        }))
      );
      return found.filter(({ types }) => types.length > 0);
    },
  };
}
