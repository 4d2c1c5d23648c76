/** What a client's input makes of a destination. Pure: nothing is stored, nothing is encrypted here. */
import {
  type CreateDestinationInput,
  MAX_EVENTS,
  MAX_HEADER_VALUES,
  MAX_HEADERS,
  type UpdateDestinationInput,
} from '../../../contracts/destination';
import { type FailureHandlingInput } from '../../../contracts/failure-handling';
import { type InputIssue } from '../support/input-issues';
import { type DestinationRecord } from './record';

/** The fields that a client sets directly; the URL and the access key need a cipher. */
export type PlainFields = Omit<
  DestinationRecord,
  | 'id'
  | 'alias'
  | 'url'
  | 'urlCredentials'
  | 'accessKey'
  | 'accessKeyHint'
  | 'suspendedAt'
  | 'suspendedReason'
  | 'owner'
  | 'source'
  | 'version'
  | 'purgeAt'
  | 'createdAt'
  | 'updatedAt'
>;

/** A host may be longer than a name. */
const MAX_NAME_LENGTH = 255;

export function fieldsOfNew(input: CreateDestinationInput): PlainFields {
  return {
    name: input.name ?? new URL(input.url).host.slice(0, MAX_NAME_LENGTH),
    headers: input.headers ?? {},
    events: unique(input.events ?? []),
    locales: unique(input.locales ?? []),
    followReferences: input.followReferences ?? true,
    notifyEveryChange: input.notifyEveryChange ?? true,
    skipUnchanged: input.skipUnchanged ?? true,
    coalesce: input.coalesce ?? true,
    state: (input.enabled ?? true) ? 'Active' : 'Inactive',
    failureHandling: input.failureHandling ?? {},
    timeoutSeconds: input.timeoutSeconds ?? 10,
    concurrency: input.concurrency ?? 10,
    rateLimit: input.rateLimit ?? null,
    payloadSignature: input.payloadSignature ?? true,
    payloadState: input.payloadState ?? false,
    identity: input.identity ?? null,
    space: input.space ?? 'default',
  };
}

/** What additions may not go beyond, one entry per field that does. */
export function overgrownFields({
  events = [],
  headers = {},
}: Pick<Partial<PlainFields>, 'events' | 'headers'>): InputIssue[] {
  const issues: InputIssue[] = [];
  const refuse = (path: string[], limit: number, what: string, count: number): void => {
    if (count <= limit) return;
    const message = `"${path.join('.')}": expected at most ${limit} ${what} together with those it has, got ${count}`;
    issues.push({ path, message });
  };
  refuse(['addEvents'], MAX_EVENTS, 'events', events.length);
  refuse(['addHeaders'], MAX_HEADERS, 'header names', Object.keys(headers).length);
  for (const [name, values] of Object.entries(headers)) {
    refuse(['addHeaders', name], MAX_HEADER_VALUES, 'values', values.length);
  }
  return issues;
}

/** Removals come before additions, so what stands in both stays. */
export function changedFields(
  current: DestinationRecord,
  input: UpdateDestinationInput
): Partial<PlainFields> {
  const removed = new Set(input.removeEvents ?? []);
  const events = (input.events ?? current.events).filter((event) => !removed.has(event));

  return {
    ...withoutUndefined({
      name: input.name,
      locales: input.locales && unique(input.locales),
      followReferences: input.followReferences,
      notifyEveryChange: input.notifyEveryChange,
      skipUnchanged: input.skipUnchanged,
      coalesce: input.coalesce,
      timeoutSeconds: input.timeoutSeconds,
      concurrency: input.concurrency,
      rateLimit: input.rateLimit,
      payloadSignature: input.payloadSignature,
      payloadState: input.payloadState,
      identity: input.identity,
      space: input.space,
    }),
    ...(input.enabled === undefined ? {} : { state: input.enabled ? 'Active' : 'Inactive' }),
    events: unique([...events, ...(input.addEvents ?? [])]),
    headers: changedHeaders(input.headers ?? current.headers, input),
    failureHandling: changedFailureHandling(current.failureHandling, input),
  };
}

function changedHeaders(
  current: Record<string, string[]>,
  { addHeaders = {}, removeHeaders = [] }: UpdateDestinationInput
): Record<string, string[]> {
  const removed = new Set(removeHeaders.map((name) => name.toLowerCase()));
  const kept = Object.entries(current).filter(([name]) => !removed.has(name.toLowerCase()));
  const result = new Map(kept);

  for (const [name, values] of Object.entries(addHeaders)) {
    const known = [...result.keys()].find((key) => key.toLowerCase() === name.toLowerCase());
    result.set(known ?? name, [...(result.get(known ?? name) ?? []), ...values]);
  }
  return Object.fromEntries(result);
}

function changedFailureHandling(
  current: FailureHandlingInput,
  { failureHandling, removeFailureHandling }: UpdateDestinationInput
): FailureHandlingInput {
  const base = removeFailureHandling ? {} : current;
  if (!failureHandling) return base;
  const retry = { ...base.retry, ...failureHandling.retry };
  return {
    ...base,
    ...failureHandling,
    ...(Object.keys(retry).length > 0 ? { retry } : {}),
  };
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}

function withoutUndefined<T extends object>(fields: T): { [K in keyof T]?: NonUndefined<T[K]> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: NonUndefined<T[K]> };
}

type NonUndefined<T> = T extends undefined ? never : T;
