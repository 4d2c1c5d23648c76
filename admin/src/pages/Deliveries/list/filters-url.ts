/** Filters of a list of deliveries, as they stand in the address of the page. Pure. */
import { DELIVERY_STATUSES, type DeliveryStatus } from '../../../../../contracts/delivery';
import { ACTIONS } from '../../../../../contracts/message';
import { type DeliveryFilters } from '../../../services/deliveries';

/** Anybody may type an address: what cannot be right is left out. */
export function readFilters(params: URLSearchParams): DeliveryFilters {
  const status = (params.get('status') ?? '').split(',').filter(isStatus);
  const action = ACTIONS.find((each) => each === params.get('action'));
  const type = params.get('type');
  const originId = params.get('originId');
  const from = instantOf(params.get('from'));
  const to = instantOf(params.get('to'));
  const test = flagOf(params.get('test'));
  return {
    ...(status.length > 0 ? { status } : {}),
    ...(action ? { action } : {}),
    ...(type ? { type } : {}),
    ...(originId ? { originId } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(test === undefined ? {} : { test }),
  };
}

const NAMES = ['status', 'action', 'type', 'originId', 'from', 'to', 'test'] as const;

/** Other parameters stay; another filter begins at the first page. */
export function writeFilters(params: URLSearchParams, filters: DeliveryFilters): URLSearchParams {
  const written = new URLSearchParams(params);
  written.delete('page');
  for (const name of NAMES) {
    const value = filters[name];
    const text = Array.isArray(value) ? value.join(',') : String(value ?? '');
    if (text === '') written.delete(name);
    else written.set(name, text);
  }
  return written;
}

function instantOf(text: string | null): string | null {
  const epoch = Date.parse(text ?? '');
  return Number.isNaN(epoch) ? null : new Date(epoch).toISOString();
}

function flagOf(text: string | null): boolean | undefined {
  if (text === 'true') return true;
  return text === 'false' ? false : undefined;
}

function isStatus(text: string): text is DeliveryStatus {
  return (DELIVERY_STATUSES as readonly string[]).includes(text);
}
