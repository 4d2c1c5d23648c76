/** The rows of a list that is polled; see live-rows. Another query, or `showFresh`, shows everything anew. */
import { useState } from 'react';

import { follow, type LiveRows, type Row } from './live-rows';

interface State<T extends Row> extends LiveRows<T> {
  key: string;
  latest: readonly T[];
}

/**
 * @param key says which query the rows belong to
 * @param latest undefined while they are being loaded
 */
export function useLiveRows<T extends Row>(
  key: string,
  latest: readonly T[] | undefined
): LiveRows<T> & { showFresh: () => void } {
  const [state, setState] = useState<State<T> | null>(null);

  if (latest && (state?.key !== key || state.latest !== latest)) {
    const shown = state?.key === key ? state.rows : [];
    setState({ key, latest, ...follow(shown, latest) });
  }
  return {
    rows: state?.rows ?? [],
    fresh: state?.fresh ?? 0,
    showFresh() {
      if (state) setState({ ...state, rows: [...state.latest], fresh: 0 });
    },
  };
}
