/** Deliveries that wait or are being sent. */
export const unfinished = (knex) => knex('destinations_deliveries').where('status', 'pending');
