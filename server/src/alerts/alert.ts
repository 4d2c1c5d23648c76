/** What is worth an alert, and how it reads: as a message for machines and as an e-mail. Pure. */
import { type SuspendedReason } from '../../../contracts/destination';
import { eventOf } from '../../../contracts/event-name';
import { type News } from '../queue/settle';
import { unreachable } from '../support/never';

export type AlertEvent =
  | {
      type: 'delivery.failed';
      destinationId: string;
      delivery: {
        id: string;
        event: string;
        originId: string;
        reason: string;
        httpStatus: number | null;
        error: string | null;
      };
    }
  | {
      type: 'destination.suspended';
      destinationId: string;
      reason: SuspendedReason;
      /** Deliveries that failed in a row. */
      failures: number;
    }
  | { type: 'destination.recovered'; destinationId: string };

export type AlertType = AlertEvent['type'];

export interface AlertedDestination {
  id: string;
  alias: string | null;
  name: string;
}

export function alertsOf({ changes, failed }: News): AlertEvent[] {
  const ofDestinations = changes.map((change): AlertEvent => {
    const { destinationId } = change;
    return change.kind === 'recovered'
      ? { type: 'destination.recovered', destinationId }
      : {
          type: 'destination.suspended',
          destinationId,
          reason: change.reason,
          failures: change.failures,
        };
  });
  const ofDeliveries = failed.map((delivery): AlertEvent => {
    const { id, destinationId, originId, reason, httpStatus, error } = delivery;
    return {
      type: 'delivery.failed',
      destinationId,
      delivery: { id, event: eventOf(delivery), originId, reason, httpStatus, error },
    };
  });
  return [...ofDestinations, ...ofDeliveries];
}

/** `{"type","timestamp","data":{"destination",…}}`, as the Standard Webhooks specification suggests. */
export function alertBody(
  event: AlertEvent,
  destination: AlertedDestination,
  timestamp: number
): string {
  const { type, destinationId, ...details } = event;
  const { alias, name } = destination;
  return JSON.stringify({
    type,
    timestamp: new Date(timestamp).toISOString(),
    data: { destination: { id: destinationId, alias, name }, ...details },
  });
}

export interface AlertText {
  subject: string;
  text: string;
}

export function alertText(event: AlertEvent, { name }: AlertedDestination): AlertText {
  switch (event.type) {
    case 'delivery.failed': {
      const { delivery } = event;
      return {
        subject: `Webhook to ${name} failed`,
        text:
          `A message (${delivery.event}, ${delivery.originId}) could not be delivered to ${name}. ` +
          `${delivery.error ?? ''}\n\nIt is not tried again by itself (${describeReason(delivery.reason)}). ` +
          'Further failures within a minute are not reported one by one; all of them are listed in the history of the destination, where they can be sent again.',
      };
    }
    case 'destination.suspended':
      return {
        subject: `Webhooks to ${name} are suspended`,
        text: describeSuspension(event.reason, event.failures, name),
      };
    case 'destination.recovered':
      return {
        subject: `Webhooks to ${name} are delivered again`,
        text: `${name} answers again. What waited for it is being delivered; nothing has to be done.`,
      };
    default:
      return unreachable(event);
  }
}

function describeReason(reason: string): string {
  if (reason === 'attempts_used_up') return 'its attempts are used up';
  if (reason === 'gone') return 'the receiver says that it is gone for good';
  if (reason === 'schema_error') return 'the code of its view schema failed three times';
  if (reason === 'unsettled') return 'it may be what ends Strapi';
  return 'this kind of failure is not to be tried again';
}

function describeSuspension(reason: SuspendedReason, failures: number, name: string): string {
  if (reason === 'failures') {
    return (
      `${failures} deliveries to ${name} failed in a row. Nothing is lost: messages are kept and wait, ` +
      'one of them is tried now and then, and when it succeeds the others follow by themselves.'
    );
  }
  if (reason === 'gone') {
    return (
      `${name} answered 410 Gone: it wants no more messages. They are kept and wait until somebody ` +
      'unsuspends the destination, or deletes it.'
    );
  }
  return `Somebody suspended ${name}. Messages are kept and wait until somebody unsuspends it.`;
}
