/** The tables of the first version: destinations, the outbox, the ledger, the queue and its history. */

import { TABLES } from '../tables';
import { type MigrationTools } from './tools';

export const name = 'destinations::0001-spine';

export async function up(tools: MigrationTools): Promise<void> {
  await tools.createTable(TABLES.settings, (table, column) => {
    column.key('key', 64).primary();
    table.text('value').notNullable();
  });
  await tools.createTable(TABLES.destinations, destinations);
  await tools.createTable(TABLES.secrets, secrets);
  await tools.createTable(TABLES.changes, changes);
  await tools.createTable(TABLES.views, views);
  await tools.createTable(TABLES.deliveries, deliveries);
  await tools.createTable(TABLES.attempts, attempts);
  await tools.createTable(TABLES.receipts, receipts);
}

type Define = Parameters<MigrationTools['createTable']>[1];

const destinations: Define = (table, column) => {
  column.key('id', 36).primary();
  // Null once deleted, so that the alias is free again.
  column.key('alias', 128).nullable().unique({ indexName: 'destinations_destinations_alias' });
  table.string('name', 255).notNullable();
  table.text('url').notNullable();
  table.text('url_credentials');
  table.text('headers').notNullable();
  table.text('access_key');
  table.string('access_key_hint', 16);
  table.text('events').notNullable();
  table.text('locales').notNullable();
  table.boolean('follow_references').notNullable();
  table.boolean('notify_every_change').notNullable();
  table.boolean('skip_unchanged').notNullable();
  table.boolean('coalesce').notNullable();
  column.key('state', 16).notNullable();
  column.epoch('suspended_at');
  column.key('suspended_reason', 16);
  table.integer('failure_streak').notNullable().defaultTo(0);
  table.text('failure_handling').notNullable();
  table.integer('timeout_seconds').notNullable();
  table.integer('concurrency').notNullable();
  table.text('rate_limit');
  table.boolean('payload_signature').notNullable();
  table.boolean('payload_state').notNullable();
  column.key('identity', 128);
  column.key('space', 128).notNullable();
  column.key('owner_type', 16);
  table.integer('owner_id');
  table.integer('version').notNullable();
  column.epoch('purge_at');
  column.epoch('created_at').notNullable();
  column.epoch('updated_at').notNullable();
};

const secrets: Define = (table, column) => {
  column.key('id', 36).primary();
  column.key('destination_id', 36).notNullable();
  table.text('secret').notNullable();
  column.epoch('created_at').notNullable();
  // Null for the current secret.
  column.epoch('expires_at');
  table.index(['destination_id'], 'destinations_secrets_destination');
};

// No foreign key, no unique key: the editor waits for this insert.
const changes: Define = (table, column) => {
  table.bigIncrements('id');
  column.key('uid', 191).notNullable();
  column.key('document_id', 64).notNullable();
  // Empty for content that is not localized.
  column.key('locale', 32).notNullable();
  table.boolean('was_live').notNullable();
  // When a planner shall take it: at once, a little later for a hint, after the lease when one has it.
  column.epoch('due_at').notNullable();
  column.key('lease_token', 36);
  column.epoch('created_at').notNullable();
  table.index(['due_at', 'id'], 'destinations_changes_due');
};

const views: Define = (table, column) => {
  table.bigIncrements('id');
  column.key('type', 128).notNullable();
  column.key('origin_id', 100).notNullable();
  column.key('uid', 191).notNullable();
  column.key('document_id', 64).notNullable();
  column.key('locale', 32).notNullable();
  table.boolean('live').notNullable();
  table.bigInteger('version').notNullable();
  column.epoch('updated_at').notNullable();
  table.unique(['type', 'origin_id'], { indexName: 'destinations_views_identity' });
  table.index(['uid', 'document_id', 'locale'], 'destinations_views_entry');
};

const deliveries: Define = (table, column) => {
  column.key('id', 36).primary();
  column.key('destination_id', 36).notNullable();
  // Null in test messages, which belong to no view.
  table.bigInteger('view_id');
  column.key('type', 128).notNullable();
  column.key('origin_id', 100).notNullable();
  column.key('locale', 32).notNullable();
  column.key('action', 8).notNullable();
  table.bigInteger('version').notNullable();
  column.key('status', 12).notNullable();
  column.key('reason', 32);
  table.boolean('diverted').notNullable();
  table.boolean('test').notNullable();
  table.boolean('manual').notNullable();
  table.integer('attempt_count').notNullable();
  // Claims in a row that never got an outcome.
  table.integer('lost_claims').notNullable();
  table.integer('http_status');
  // When it next needs a worker: pending → its next attempt, delivering → the end of the lease.
  // Null when it is finished, or waits behind an earlier version of its view.
  column.epoch('due_at');
  column.key('lease_token', 36);
  column.epoch('created_at').notNullable();
  column.epoch('settled_at');
  table.index(['destination_id', 'due_at'], 'destinations_deliveries_due');
  table.index(['view_id', 'status'], 'destinations_deliveries_view');
  table.index(['destination_id', 'status', 'id'], 'destinations_deliveries_status');
  table.index(['destination_id', 'id'], 'destinations_deliveries_list');
};

const attempts: Define = (table, column) => {
  table.bigIncrements('id');
  column.key('delivery_id', 36).notNullable();
  table.integer('number').notNullable();
  column.epoch('started_at').notNullable();
  table.integer('duration_ms').notNullable();
  table.integer('http_status');
  column.key('error_code', 64);
  table.text('error_message');
  table.text('request_headers').notNullable();
  table.text('response_headers').notNullable();
  table.text('response_body', 'mediumtext');
  table.boolean('manual').notNullable();
  table.index(['delivery_id', 'id'], 'destinations_attempts_delivery');
};

const receipts: Define = (table, column) => {
  column.key('destination_id', 36).notNullable();
  table.bigInteger('view_id').notNullable();
  column.key('action', 8).notNullable();
  table.bigInteger('version').notNullable();
  column.epoch('delivered_at').notNullable();
  table.primary(['destination_id', 'view_id'], 'destinations_receipts_pk');
  table.index(['view_id'], 'destinations_receipts_view');
};
