/** Senders inside Strapi: the plugin, and the webhook runner that Strapi has itself. */
import { insertDeliveries } from './backlog.mjs';
import { messageOf } from './message.mjs';
import { now, until } from './time.mjs';
import { unfinished } from './unfinished.mjs';

const EVENT = 'bench.sent';

/** @returns a sender that drains what it finds due in its own table, without what to prepare */
export async function pluginSender(bench, receiver, settings) {
  const { knex } = bench;
  const { data } = await bench.call('POST', '/destinations', {
    url: receiver.url,
    events: [],
    ...settings,
  });
  const own = { destination_id: data.id };
  let sent = 0;

  return {
    /** @param onBegin told when the backlog is there, and sending begins */
    async drain(count, onBegin = () => {}) {
      await insertDeliveries(bench, [{ destinationId: data.id, count, firstView: sent }]);
      onBegin();
      sent += count;
      await receiver.arrived();
      // Few are left to look at now.
      await until(async () => !(await unfinished(knex).where(own).first('id')));
      const finishedAt = now();
      const [{ delivered }] = await knex('destinations_deliveries')
        .where({ ...own, status: 'delivered' })
        .count({ delivered: '*' });
      if (Number(delivered) !== sent) {
        throw new Error(`Expected ${sent} deliveries to be delivered, got ${delivered}`);
      }
      return finishedAt;
    },
  };
}

/** @returns a sender that hands its messages to Strapi's event hub, which keeps nothing */
export function strapiRunnerSender({ strapi }, receiver) {
  strapi
    .get('webhookRunner')
    .add({ id: 'bench', url: receiver.url, headers: {}, events: [EVENT], isEnabled: true });

  return {
    async prepare() {},
    async drain(count) {
      for (let number = 0; number < count; number += 1) {
        await strapi.eventHub.emit(EVENT, messageOf(number));
      }
      return (await receiver.arrived()).lastAt;
    },
  };
}
