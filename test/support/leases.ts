/** Who has which deliveries, as it stands in the database. */
import { type Knex } from 'knex';

/** What was claimed or reserved waits until that ends; tests do not. */
export async function endLeases(knex: Knex): Promise<void> {
  await knex('destinations_leases').update({ ends_at: 0 });
  await knex('destinations_deliveries').whereNotNull('lease_token').update({ due_at: 0 });
}

/** Ids of the deliveries that are on the way. */
export function claimedIds(knex: Knex): Promise<string[]> {
  return knex('destinations_leases').pluck('delivery_id');
}
