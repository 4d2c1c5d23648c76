import { faultOf } from '../../server/src/delivery/fault';
import { type FailureClass } from '../../server/src/delivery/outcome';

describe('what a failure blames', () => {
  it.each<[FailureClass, number | null, string]>([
    ['4xx', 400, 'entry'],
    ['4xx', 413, 'entry'],
    ['4xx', 422, 'entry'],
    ['4xx', 401, 'other'],
    ['4xx', 404, 'other'],
    ['4xx', 429, 'other'],
    ['4xx', 410, 'gone'],
    ['3xx', 302, 'other'],
    ['5xx', 500, 'outage'],
    ['5xx', 503, 'outage'],
    ['timeout', null, 'outage'],
    ['network', null, 'outage'],
    ['proxy', null, 'ours'],
    ['address', null, 'other'],
    ['invalid', null, 'other'],
  ])('%s %s: %s', (failureClass, httpStatus, fault) => {
    expect(faultOf({ failureClass, httpStatus })).toBe(fault);
  });
});
