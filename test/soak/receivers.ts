/**
 * Receivers as their authors should write them: they drop what is older than what they have, and look at the
 * content when they are told of it. The weather decides whether one answers.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

import { type Action, type Message } from '../../contracts/message';
import { type Picture, viewName, type ViewName } from './content';
import { type Arrival, type OrderWatch } from './order';
import { type Weather } from './plan';

export interface Known {
  action: Action;
  version: number;
  /** What was published when it was told; null when nothing was. */
  picture: Picture | null;
}

export interface SoakReceiver {
  name: string;
  url: string;
  known: ReadonlyMap<ViewName, Known>;
  arrived(): number;
  /** Why it could not answer as it should, a sentence each. */
  problems: readonly string[];
  weather(next: Weather['kind'] | 'fine'): void;
  stop(): Promise<void>;
}

export interface ReceiverDeps {
  name: string;
  watch: OrderWatch;
  look(type: string, originId: string): Promise<Picture | null>;
}

/** Longer than the timeout of the destinations. */
const TOO_LATE_MS = 1_500;

export async function startSoakReceiver({
  name,
  watch,
  look,
}: ReceiverDeps): Promise<SoakReceiver> {
  const known = new Map<ViewName, Known>();
  let weather: Weather['kind'] | 'fine' = 'fine';
  let count = 0;
  const problems: string[] = [];

  /** Processes the message as a receiver that is about to answer with success. */
  async function take({ message, version }: Told): Promise<void> {
    const { type, originId, action } = message;
    const view = viewName(type, originId);
    const picture = action === 'Deploy' ? await look(type, originId) : null;
    if (version >= (known.get(view)?.version ?? 0)) known.set(view, { action, version, picture });
  }

  async function answer(told: Told, response: ServerResponse, end: () => void): Promise<void> {
    switch (weather) {
      case 'errors':
        end();
        response.writeHead(500).end();
        return;
      case 'hangs up':
        end();
        response.destroy();
        return;
      case 'silence':
        return;
      case 'too late':
        await new Promise((resolve) => setTimeout(resolve, TOO_LATE_MS));
    }
    await take(told);
    end();
    response.writeHead(200).end();
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      count += 1;
      const told = readTold(name, request, Buffer.concat(chunks));
      watch.arrived(told.arrival);
      const end = (): void => watch.ended(told.arrival);
      response.on('close', end);
      answer(told, response, end).catch((error: Error) => {
        problems.push(`${told.arrival.line}: the receiver had a problem: ${error.message}`);
        response.destroy();
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    name,
    url: `http://127.0.0.1:${port}/hooks`,
    known,
    arrived: () => count,
    problems,
    weather(next) {
      weather = next;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Told {
  message: Message;
  version: number;
  arrival: Arrival;
}

function readTold(receiver: string, { headers }: IncomingMessage, body: Buffer): Told {
  const message: Message = JSON.parse(body.toString());
  const version = Number(headers['x-enterspeed-view-version']);
  return {
    message,
    version,
    arrival: {
      deliveryId: String(headers['webhook-id']),
      attempt: Number(headers['x-enterspeed-attempt']),
      line: `${receiver}: ${viewName(message.type, message.originId)}`,
      version,
      atMs: Date.now(),
    },
  };
}
