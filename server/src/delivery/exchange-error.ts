/** Turns what undici and Node throw into an exchange, with a message for an admin instead of the raw one. */
import type { Exchange, NetworkCode } from './exchange';

type Known = readonly [code: NetworkCode, message: string];

const REFUSED: Known = ['connection_refused', 'The destination refused the connection.'];
const RESET: Known = ['connection_reset', 'The destination reset the connection.'];
const CLOSED: Known = [
  'connection_closed',
  'The destination closed the connection before its answer was complete.',
];
const UNREACHABLE: Known = ['host_unreachable', "The destination's network cannot be reached."];
const NOT_HTTP: Known = ['invalid_response', "The destination's answer is not valid HTTP."];
const NAME: Known = ['dns_failed', 'The host name of the destination could not be resolved.'];

const KNOWN: Record<string, Known> = {
  ECONNREFUSED: REFUSED,
  ECONNRESET: RESET,
  EPIPE: RESET,
  ECONNABORTED: RESET,
  UND_ERR_SOCKET: CLOSED,
  UND_ERR_INFO: CLOSED,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: NOT_HTTP,
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  EHOSTDOWN: UNREACHABLE,
  ENETDOWN: UNREACHABLE,
  EADDRNOTAVAIL: UNREACHABLE,
  ENOTFOUND: NAME,
  ENODATA: NAME,
  ERR_INVALID_IP_ADDRESS: NAME,
  UND_ERR_HEADERS_OVERFLOW: [
    'invalid_response',
    "The destination's answer has more headers than are read.",
  ],
};

const INVALID_REQUEST = new Set([
  'UND_ERR_INVALID_ARG',
  'UND_ERR_NOT_SUPPORTED',
  'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
  'ERR_INVALID_ARG_VALUE',
  'ERR_INVALID_CHAR',
  'ERR_INVALID_URL',
]);
const TIMEOUTS = new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'ESOCKETTIMEDOUT']);
const TLS_CODE = /TLS|SSL|CERT|CRL|EPROTO|^UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)/;

export function exchangeOfError(error: Error, timeoutMs: number): Exchange {
  const code = errorCode(error);
  if (code === 'address_not_allowed') return { kind: 'address', message: error.message };
  if (code === 'proxy_failed') return { kind: 'proxy', message: error.message };
  if (code === 'host_unreachable') return { kind: 'network', code, message: error.message };
  if (INVALID_REQUEST.has(code)) {
    return { kind: 'invalid', message: `The request cannot be sent: ${error.message}.` };
  }
  if (TIMEOUTS.has(code)) return { kind: 'timeout', timeoutMs, httpStatus: null };

  const [networkCode, message] = KNOWN[code] ?? guess(code, error);
  return { kind: 'network', code: networkCode, message };
}

function guess(code: string, error: Error): Known {
  if (code.startsWith('EAI_')) return NAME;
  // The parser leaves the code of some of its errors out.
  if (error.name === 'HTTPParserError') return NOT_HTTP;
  if (TLS_CODE.test(code)) {
    return [
      'tls_failed',
      `The destination's TLS connection failed: ${firstLine(error)} (${code}).`,
    ];
  }
  return ['connection_failed', `The connection failed: ${firstLine(error)}.`];
}

/** OpenSSL puts source lines and control characters into its messages. */
function firstLine({ message }: Error): string {
  return message.split('\n', 1)[0].slice(0, 200);
}

function errorCode(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
