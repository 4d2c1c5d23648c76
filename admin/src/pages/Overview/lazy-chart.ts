/** Loads a chart when it is drawn. Without it, as when the connection is gone, the page still says the numbers. */
import { type ComponentType, lazy } from 'react';

export function lazyChart<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>
) {
  return lazy(() => load().catch(() => ({ default: NoChart as ComponentType<Props> })));
}

function NoChart(): null {
  return null;
}
