import { type Exchange } from '../../server/src/delivery/exchange';
import { classify } from '../../server/src/delivery/outcome';

function answered(httpStatus: number): Exchange {
  return { kind: 'answer', httpStatus, headers: {}, body: '' };
}

describe('an outcome', () => {
  it.each([200, 201, 202, 204, 206, 226, 299])('is a success for %i', (httpStatus) => {
    expect(classify(answered(httpStatus))).toEqual({ kind: 'success', httpStatus });
  });

  it.each([
    [301, '3xx', 'The destination answered 301 Moved Permanently. Redirects are not followed.'],
    [304, '3xx', 'The destination answered 304 Not Modified. Redirects are not followed.'],
    [399, '3xx', 'The destination answered 399, an unknown status. Redirects are not followed.'],
    [400, '4xx', 'The destination answered 400 Bad Request.'],
    [410, '4xx', 'The destination answered 410 Gone.'],
    [499, '4xx', 'The destination answered 499, an unknown status.'],
    [500, '5xx', 'The destination answered 500 Internal Server Error.'],
    [503, '5xx', 'The destination answered 503 Service Unavailable.'],
    [599, '5xx', 'The destination answered 599, an unknown status.'],
    [600, '5xx', 'The destination answered 600, an unknown status.'],
    [999, '5xx', 'The destination answered 999, an unknown status.'],
    [199, '5xx', 'The destination answered 199, an unknown status.'],
    [0, '5xx', 'The destination answered 0, an unknown status.'],
  ])('is a failure for %i, of the class %s', (httpStatus, failureClass, message) => {
    expect(classify(answered(httpStatus))).toEqual({
      kind: 'failure',
      failureClass,
      httpStatus,
      error: { code: 'http_status', message },
    });
  });

  it.each<[Exchange, string, string, string]>([
    [
      { kind: 'timeout', timeoutMs: 10_000, httpStatus: null },
      'timeout',
      'timeout',
      'The destination did not answer within 10 s.',
    ],
    [
      { kind: 'timeout', timeoutMs: 1_500, httpStatus: 200 },
      'timeout',
      'timeout',
      'The destination began to answer 200 but did not finish within 1.5 s.',
    ],
    [{ kind: 'network', code: 'dns_failed', message: 'm' }, 'network', 'dns_failed', 'm'],
    [{ kind: 'address', message: 'm' }, 'address', 'address_not_allowed', 'm'],
    [{ kind: 'proxy', message: 'm' }, 'proxy', 'proxy_failed', 'm'],
    [{ kind: 'invalid', message: 'm' }, 'invalid', 'invalid_request', 'm'],
  ])('of %j is a failure of the class %s', (exchange, failureClass, code, message) => {
    expect(classify(exchange)).toEqual({
      kind: 'failure',
      failureClass,
      httpStatus: null,
      error: { code, message },
    });
  });
});
