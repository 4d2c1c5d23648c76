/** What a failure blames: the receiver, the message, or neither. Pure. */
import { type Fault } from '../destinations/suspension-streak';
import { type Failure } from './outcome';

/** The receiver works and does not want this message. */
const ABOUT_THE_MESSAGE = [400, 413, 422];

export function faultOf({
  failureClass,
  httpStatus,
}: Pick<Failure, 'failureClass' | 'httpStatus'>): Fault {
  if (httpStatus === 410) return 'gone';
  if (httpStatus !== null && ABOUT_THE_MESSAGE.includes(httpStatus)) return 'entry';
  switch (failureClass) {
    case '5xx':
    case 'timeout':
    case 'network':
      return 'outage';
    case 'proxy':
      return 'ours';
    default:
      return 'other';
  }
}
