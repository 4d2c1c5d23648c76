/** A name server on this machine that answers every question for IPv4 addresses as the test wants, for no time at all. */
import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';

import { type Resolve } from '../../../server/src/delivery/address-guard';

export interface NameServer {
  /** Asks this server over the network. */
  resolve: Resolve;
  /** From now on, for every name. */
  answer(addresses: string[]): void;
  /** Names that were asked for. */
  asked: string[];
  stop(): Promise<void>;
}

const HEADER_BYTES = 12;
const TYPE_AND_CLASS_BYTES = 4;

export async function startNameServer(first: string[]): Promise<NameServer> {
  let current = first;
  const asked: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address }) => {
    asked.push(nameIn(query));
    socket.send(answerTo(query, current), port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));

  const resolver = new Resolver();
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);
  return {
    async resolve(hostname) {
      const addresses = await resolver.resolve4(hostname);
      return addresses.map((address) => ({ address, family: 4 }));
    },
    answer(addresses) {
      current = addresses;
    },
    asked,
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function nameIn(query: Buffer): string {
  const labels: string[] = [];
  for (let at = HEADER_BYTES; query[at] !== 0; at += query[at] + 1) {
    labels.push(query.toString('ascii', at + 1, at + 1 + query[at]));
  }
  return labels.join('.');
}

function answerTo(query: Buffer, addresses: readonly string[]): Buffer {
  const questionEnd = query.indexOf(0, HEADER_BYTES) + 1 + TYPE_AND_CLASS_BYTES;
  const header = Buffer.alloc(HEADER_BYTES);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8180, 2); // an answer, without error
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(addresses.length, 6);
  const records = addresses.map((address) => {
    const octets = address.split('.').map(Number);
    // Points to the name in the question; type A, class IN, time to live 0, four bytes.
    return Buffer.from([0xc0, HEADER_BYTES, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...octets]);
  });
  return Buffer.concat([header, query.subarray(HEADER_BYTES, questionEnd), ...records]);
}
