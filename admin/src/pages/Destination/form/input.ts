/** What is sent to the server for the values of the form. Pure. */
import { STANDARD_SCHEDULE } from '../../../../../contracts/failure-handling';
import {
  type CreateDestinationInput,
  type UpdateDestinationInput,
} from '../../../../../contracts/destination';
import { type FormValues } from './values';

export type Settings = Omit<
  UpdateDestinationInput,
  'version' | 'enabled' | 'takeOver' | 'removeFailureHandling' | `add${string}` | `remove${string}`
>;
export type SettingName = keyof Settings;

/** Every setting, also those left as they were. */
export function settingsOf(values: FormValues): Settings & { url: string } {
  return {
    name: values.name.trim(),
    url: values.url.trim(),
    space: values.space.trim(),
    events: values.events,
    locales: values.locales,
    followReferences: values.followReferences,
    notifyEveryChange: values.notifyEveryChange,
    skipUnchanged: values.skipUnchanged,
    coalesce: values.coalesce,
    accessKey: values.accessKey === '' ? null : values.accessKey,
    headers: headersOf(values),
    payloadSignature: values.payloadSignature,
    payloadState: values.payloadState,
    identity: values.identity === '' ? null : values.identity,
    timeoutSeconds: values.timeoutSeconds,
    concurrency: values.concurrency,
    rateLimit: values.hasRateLimit
      ? { max: values.rateMax, perSeconds: values.ratePerSeconds }
      : null,
    failureHandling: failureHandlingOf(values),
  };
}

/** Only the settings that differ, so that two people can change different ones. */
export function changesOf(before: FormValues, after: FormValues): Settings {
  const old = settingsOf(before);
  const entries = Object.entries(settingsOf(after)).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name as SettingName])
  );
  return Object.fromEntries(entries);
}

/** What was left alone is left to the server's defaults. */
export function createInputOf(empty: FormValues, values: FormValues): CreateDestinationInput {
  const { accessKey, ...changes } = changesOf(empty, values);
  return {
    ...changes,
    ...(accessKey === undefined ? {} : { accessKey }),
    url: values.url.trim(),
    ...(values.alias === '' ? {} : { alias: values.alias }),
    ...(values.sendExisting ? { sendExisting: true } : {}),
  };
}

export function failureHandlingOf(
  values: Pick<
    FormValues,
    | 'triggers'
    | 'pattern'
    | 'maxAttempts'
    | 'intervalSeconds'
    | 'maxIntervalSeconds'
    | 'schedule'
    | 'divert'
    | 'suspend'
    | 'suspendAfter'
    | 'probeSeconds'
    | 'alertUrl'
    | 'alertEmail'
  >
): NonNullable<Settings['failureHandling']> {
  const { maxAttempts, intervalSeconds, maxIntervalSeconds } = values;
  return {
    triggers: values.triggers,
    retry: {
      maxAttempts,
      ...patternOf(values),
      intervalSeconds,
      maxIntervalSeconds,
    },
    divert: values.divert,
    suspend: values.suspend,
    suspendAfter: values.suspendAfter,
    probeSeconds: values.probeSeconds,
    alertUrl: values.alertUrl.trim() === '' ? null : values.alertUrl.trim(),
    alertEmail: values.alertEmail.trim() === '' ? null : values.alertEmail.trim(),
  };
}

function patternOf({ pattern, schedule }: Pick<FormValues, 'pattern' | 'schedule'>) {
  if (pattern === 'standard') return { pattern: 'schedule' as const, schedule: STANDARD_SCHEDULE };
  if (pattern === 'schedule') return { pattern, schedule: durationsOf(schedule) };
  return { pattern };
}

/** `5s, 5m 2h` → its three durations. */
export function durationsOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter((part) => part !== '');
}

function headersOf({ headers }: FormValues): Record<string, string[]> {
  const names = new Set(headers.map(({ name }) => name.trim()).filter((name) => name !== ''));
  const valuesOfName = (wanted: string): string[] =>
    headers.filter(({ name }) => name.trim() === wanted).map(({ value }) => value.trim());
  return Object.fromEntries([...names].map((name) => [name, valuesOfName(name)]));
}
