/** The destination whose pages are open, for the pages inside its layout. */
import { useOutletContext } from 'react-router-dom';

import { type Destination } from '../../../../contracts/destination';

export function useDestination(): Destination {
  return useOutletContext<Destination>();
}
