/** What became of one HTTP request, before anyone judges it. */

export type ResponseHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** Why no answer could be read, as `error.code` of an attempt. */
export type NetworkCode =
  | 'connection_refused'
  | 'connection_reset'
  | 'connection_closed'
  | 'connection_failed'
  | 'host_unreachable'
  | 'dns_failed'
  | 'tls_failed'
  | 'invalid_response';

export type Exchange =
  | {
      kind: 'answer';
      httpStatus: number;
      /** Names in lower case. */
      headers: ResponseHeaders;
      /** At most the client's `maxResponseBytes` of it, as text. */
      body: string;
    }
  | {
      kind: 'timeout';
      timeoutMs: number;
      /** Set when an answer began and did not end. */
      httpStatus: number | null;
    }
  | { kind: 'network'; code: NetworkCode; message: string }
  /** Refused here, before or after DNS: nothing was sent. */
  | { kind: 'address'; message: string }
  /** The egress proxy failed, not the destination. */
  | { kind: 'proxy'; message: string }
  /** The request cannot be written, such as a line break in a header. */
  | { kind: 'invalid'; message: string };
