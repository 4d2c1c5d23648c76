/** Turns what zod found wrong into sentences that quote the value and say what is expected. */
import { type z } from 'zod';

import { MASK } from '../../../contracts/mask';
import { hideSecrets, isSecretName } from './secret-names';

export interface InputIssue {
  path: string[];
  message: string;
}

const MAX_QUOTED = 100;

type Issue = z.core.$ZodIssue;

/** One entry per wrong field. */
export function describeIssues(error: z.ZodError, input: unknown): InputIssue[] {
  return error.issues.flatMap((issue) => describeIssue(issue, input));
}

function describeIssue(issue: Issue, input: unknown): InputIssue[] {
  const path = issue.path.map(String);

  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: `"${[...path, key].join('.')}" is not a known field`,
    }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const closest = [...issue.errors].sort((a, b) => a.length - b.length)[0];
    if (closest.length === 1 && closest[0].path.length > 0) {
      return describeIssue({ ...closest[0], path: [...issue.path, ...closest[0].path] }, input);
    }
  }

  const value = valueAt(input, issue.path);
  const expected = expectation(issue);
  return [{ path, message: `${nameOf(path)}: ${expected}, got ${quote(value, path)}` }];
}

function nameOf(path: string[]): string {
  return path.length === 0 ? 'the body' : `"${path.join('.')}"`;
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${withArticle(issue.expected)}`;
    case 'too_small':
      return `expected at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `expected at most ${issue.maximum}${unitOf(issue.origin)}`;
    case 'invalid_value':
      return `expected ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    case 'invalid_format':
      return issue.message.startsWith('expected')
        ? withoutGot(issue.message)
        : `expected a valid ${issue.format}`;
    default:
      return withoutGot(issue.message);
  }
}

function withArticle(noun: string): string {
  return /^[aeio]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  if (origin === 'array' || origin === 'set') return ' items';
  return '';
}

function withoutGot(message: string): string {
  const end = message.lastIndexOf(', got ');
  return end === -1 ? message : message.slice(0, end);
}

function valueAt(input: unknown, path: PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.getOwnPropertyDescriptor(value, key)?.value;
  }
  return value;
}

/** Shortened, and without secrets: the message goes to logs and to clients. */
export function quote(value: unknown, path: readonly string[] = []): string {
  if (value === undefined) return 'nothing';
  if (path.some(isSecretName)) return 'a value that is not shown';
  const shown = (name: string, inner: unknown): unknown => {
    if (typeof inner === 'bigint') return String(inner);
    if (isSecretName(name)) return MASK;
    return typeof inner === 'string' ? hideSecrets(inner) : inner;
  };
  const text = JSON.stringify(value, shown) ?? typeof value;
  return text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text;
}
