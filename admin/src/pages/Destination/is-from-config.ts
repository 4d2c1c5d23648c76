/** Whether a destination is written in the config, where alone it can be changed. Pure. */
import { type Destination } from '../../../../contracts/destination';

export function isFromConfig(destination: Destination): boolean {
  return destination.source === 'config';
}
