/** What the outside world must be told of a view, from the state of the content. Pure. */
import { type Action } from '../../../contracts/message';
import {
  type LedgerRow,
  type ViewContent,
  type ViewIdentity,
  type ViewUpdate,
} from '../views/ledger';
import { type RenderResult } from '../views/renderer';
import { type ViewSchema } from '../views/schemas';
import { unreachable } from '../support/never';
import { type ClaimedChange } from './change-queue';

export interface Candidate {
  schema: ViewSchema;
  identity: ViewIdentity;
  change: Pick<ClaimedChange, 'wasLive' | 'wasAbsent' | 'tries'>;
  /** What the ledger knows; null when it does not know the view. */
  before: LedgerRow | null;
  result: RenderResult;
}

export interface Decision {
  kind: 'decided';
  schema: ViewSchema;
  identity: ViewIdentity;
  action: Action;
  before: LedgerRow | null;
  /** Null when the view is gone. */
  content: ViewContent | null;
  /** It was gone for a time in which nobody looked here; somebody else may have. */
  hasReappeared: boolean;
}

/** The schema's code threw. */
export interface Failed {
  kind: 'failed';
  schema: ViewSchema;
  identity: ViewIdentity;
  before: LedgerRow | null;
  error: Error;
  /** How often it has thrown for this entry, this time included. */
  tries: number;
}

export type Decided = Decision | Failed | { kind: 'nothing' };

export function decideView({ schema, identity, change, before, result }: Candidate): Decided {
  switch (result.kind) {
    case 'rendered': {
      const { hash, space, routes, references } = result;
      const content = { hash, space, routes, references };
      const hasReappeared = before?.live === true && change.wasAbsent;
      return {
        kind: 'decided',
        schema,
        identity,
        before,
        action: 'Deploy',
        content,
        hasReappeared,
      };
    }
    case 'missing': {
      // A view that the ledger does not know yet was seen by the capture just before the write.
      const wasKnownOutside = before ? before.live : change.wasLive;
      if (!wasKnownOutside) return { kind: 'nothing' };
      return {
        kind: 'decided',
        schema,
        identity,
        before,
        action: 'Remove',
        content: null,
        hasReappeared: false,
      };
    }
    case 'failed':
      return {
        kind: 'failed',
        schema,
        identity,
        before,
        error: result.error,
        tries: change.tries + 1,
      };
    default:
      return unreachable(result);
  }
}

export function toUpdate({ identity, before, content, hasReappeared }: Decision): ViewUpdate {
  return { identity, before, content, hasReappeared };
}
