/**
 * Keeps answers with what they were made from. Whether an answer still holds is asked of the ledger each time,
 * so this never decides alone; what the ledger cannot see, such as raw SQL, is seen when the answer is old.
 */
import { type Clock } from '../../support/clock';
import { type ViewState } from '../view-finder';
import { type CanRead } from './collect';

const MAX_AGE_MS = 60_000;
const MAX_CHARACTERS = 16_000_000;
const MAX_CHARACTERS_EACH = 1_000_000;
/** Of one view, for callers with different permissions. */
const MAX_VARIANTS = 8;

export interface CachedAnswer {
  /** Null when it is too long to be kept; then it is known whether the answer is still the same, but not the answer. */
  body: string | null;
  etag: string;
  /** What the caller could read and what not, of all that was asked. */
  permissions: ReadonlyMap<string, boolean>;
  /** Content types, components and files that may change it. */
  sources: readonly string[];
  /** The views in it as the ledger had them. */
  states: readonly ViewState[];
}

export interface AnswerCache {
  find(gid: string, canRead: CanRead): Promise<CachedAnswer | null>;
  keep(gid: string, answer: CachedAnswer): void;
  drop(gid: string, answer: CachedAnswer): void;
}

interface Kept {
  answer: CachedAnswer;
  at: number;
}

export function createAnswerCache(clock: Pick<Clock, 'elapsed'>): AnswerCache {
  // Least recently used first.
  const kept = new Map<string, Kept[]>();
  let characters = 0;

  function put(gid: string, variants: Kept[]): void {
    kept.delete(gid);
    if (variants.length > 0) kept.set(gid, variants);
  }

  function forget(gid: string, answers: readonly Kept[]): void {
    for (const { answer } of answers) characters -= sizeOf(answer);
    put(
      gid,
      (kept.get(gid) ?? []).filter((each) => !answers.includes(each))
    );
  }

  return {
    async find(gid, canRead) {
      const variants = kept.get(gid) ?? [];
      const old = variants.filter(({ at }) => clock.elapsed() - at > MAX_AGE_MS);
      if (old.length > 0) forget(gid, old);
      for (const { answer } of variants.filter((each) => !old.includes(each))) {
        if (await isSameFor(answer.permissions, canRead)) {
          put(gid, kept.get(gid) ?? []);
          return answer;
        }
      }
      return null;
    },

    keep(gid, whole) {
      const isLong = (whole.body?.length ?? 0) > MAX_CHARACTERS_EACH;
      const answer = isLong ? { ...whole, body: null } : whole;
      forget(
        gid,
        (kept.get(gid) ?? []).filter((each) => areSame(each.answer, answer))
      );
      const variants = [...(kept.get(gid) ?? []), { answer, at: clock.elapsed() }];
      characters += sizeOf(answer);
      put(gid, variants);
      if (variants.length > MAX_VARIANTS) forget(gid, variants.slice(0, 1));
      for (const [other, answers] of kept) {
        if (characters <= MAX_CHARACTERS) break;
        forget(other, answers);
      }
    },

    drop(gid, answer) {
      const stale = (kept.get(gid) ?? []).filter((each) => each.answer === answer);
      if (stale.length > 0) forget(gid, stale);
    },
  };
}

/** What an answer costs to keep; a view in it about as much as its identity. */
function sizeOf({ body, states }: CachedAnswer): number {
  return (body?.length ?? 0) + states.length * 200;
}

/** For callers with the same permissions. */
function areSame(a: CachedAnswer, b: CachedAnswer): boolean {
  return (
    a.permissions.size === b.permissions.size &&
    [...a.permissions].every(([uid, can]) => b.permissions.get(uid) === can)
  );
}

async function isSameFor(
  permissions: ReadonlyMap<string, boolean>,
  canRead: CanRead
): Promise<boolean> {
  for (const [uid, could] of permissions) {
    if ((await canRead(uid)) !== could) return false;
  }
  return true;
}
