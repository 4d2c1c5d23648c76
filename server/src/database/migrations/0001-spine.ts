/** The tables of the first version: destinations, the outbox, the ledger, the queue and its history. */

import { TABLES } from '../tables';
import { type MigrationTools } from './tools';

export const name = 'destinations::0001-spine';

export async function up(tools: MigrationTools): Promise<void> {
  await tools.createTable(TABLES.settings, (table, column) => {
    column.key('key', 191).primary();
    table.text('value').notNullable();
  });
  await tools.createTable(TABLES.destinations, destinations);
  await tools.createTable(TABLES.secrets, secrets);
  await tools.createTable(TABLES.identities, identities);
  await tools.createTable(TABLES.changes, changes);
  await tools.createTable(TABLES.views, views);
  await tools.createTable(TABLES.routes, routes);
  await tools.createTable(TABLES.references, references);
  await tools.createTable(TABLES.fanouts, fanouts);
  await tools.createTable(TABLES.jobs, jobs);
  await tools.createTable(TABLES.deliveries, deliveries);
  await tools.createTable(TABLES.attempts, attempts);
  await tools.createTable(TABLES.receipts, receipts);
  await tools.createTable(TABLES.streaks, streaks);
  await tools.createTable(TABLES.alerts, alerts);
  await tools.createTable(TABLES.statistics, statistics);
}

type Define = Parameters<MigrationTools['createTable']>[1];

const destinations: Define = (table, column) => {
  column.key('id', 36).primary();
  // Null once deleted, so that the alias is free again.
  column.key('alias', 128).nullable().unique({ indexName: 'destinations_destinations_alias' });
  table.string('name', 255).notNullable();
  table.text('url').notNullable();
  table.text('url_credentials');
  table.text('headers', 'mediumtext').notNullable();
  table.text('access_key');
  table.string('access_key_hint', 16);
  table.text('events', 'mediumtext').notNullable();
  table.text('locales', 'mediumtext').notNullable();
  table.boolean('follow_references').notNullable();
  table.boolean('notify_every_change').notNullable();
  table.boolean('skip_unchanged').notNullable();
  table.boolean('coalesce').notNullable();
  column.key('state', 16).notNullable();
  column.epoch('suspended_at');
  column.key('suspended_reason', 16);
  table.integer('failure_streak').notNullable().defaultTo(0);
  // While it is suspended because of failures.
  column.epoch('next_probe_at');
  table.text('failure_handling', 'mediumtext').notNullable();
  table.integer('timeout_seconds').notNullable();
  table.integer('concurrency').notNullable();
  table.text('rate_limit');
  table.boolean('payload_signature').notNullable();
  table.boolean('payload_state').notNullable();
  column.key('identity', 128);
  column.key('space', 128).notNullable();
  column.key('owner_type', 16);
  table.integer('owner_id');
  column.key('source', 8).notNullable();
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
  // Null for one that has no end: the current one, and all of a configured destination.
  column.epoch('expires_at');
  table.index(['destination_id'], 'destinations_secrets_destination');
};

const identities: Define = (table, column) => {
  column.key('name', 128).primary();
  // Encrypted.
  table.text('private_key').notNullable();
  table.text('public_key').notNullable();
  column.epoch('created_at').notNullable();
};

// No foreign key, no unique key: the editor waits for this insert.
const changes: Define = (table, column) => {
  table.bigIncrements('id');
  column.key('uid', 191).notNullable();
  column.key('document_id', 64).notNullable();
  // Empty for content that is not localized.
  column.key('locale', 32).notNullable();
  table.boolean('was_live').notNullable();
  // Only this view schema is to be tried again; null for all.
  column.key('type', 128);
  // How often that schema has thrown.
  table.integer('tries').notNullable().defaultTo(0);
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
  // The last version that differed from the one before it.
  table.bigInteger('changed_version').notNullable();
  // Of the view's own content; null when it is not live.
  column.key('hash', 64);
  // Of its set of references, so that an unchanged one is not written again.
  column.key('references_hash', 64);
  column.key('space', 128).notNullable();
  // The latest fan-out that reached it.
  table.bigInteger('fanout_id').notNullable().defaultTo(0);
  column.epoch('updated_at').notNullable();
  table.unique(['type', 'origin_id'], { indexName: 'destinations_views_identity' });
  table.index(['uid', 'document_id', 'locale'], 'destinations_views_entry');
};

const routes: Define = (table, column) => {
  table.bigIncrements('id');
  table.bigInteger('view_id').notNullable();
  column.key('kind', 8).notNullable();
  table.text('value').notNullable();
  // A URL is too long for a key.
  column.key('value_hash', 64).notNullable();
  table.index(['value_hash'], 'destinations_routes_value');
  table.index(['view_id'], 'destinations_routes_view');
};

const references: Define = (table, column) => {
  table.bigIncrements('id');
  table.bigInteger('view_id').notNullable();
  column.key('uid', 191).notNullable();
  // Empty for a lookup: any entry of the content type may matter.
  column.key('document_id', 64).notNullable();
  column.key('locale', 32).notNullable();
  table.index(['uid', 'document_id', 'view_id'], 'destinations_references_target');
  table.index(['view_id'], 'destinations_references_view');
};

// One entry whose referrers are to be told. Rows of one change share a root; done ones stay until all are.
const fanouts: Define = (table, column) => {
  table.bigIncrements('id');
  // The id of the first row; null only on that one.
  table.bigInteger('root_id');
  column.key('uid', 191).notNullable();
  column.key('document_id', 64).notNullable();
  column.key('locale', 32).notNullable();
  // How many steps of references may still be followed.
  table.integer('depth').notNullable();
  // The last referring view that is done.
  table.bigInteger('cursor').notNullable();
  // Null when it is done.
  column.epoch('due_at');
  column.epoch('created_at').notNullable();
  table.index(['due_at', 'id'], 'destinations_fanouts_due');
  table.unique(['root_id', 'uid', 'document_id', 'locale'], {
    indexName: 'destinations_fanouts_visited',
  });
};

// Long work in the background, a page at a time.
const jobs: Define = (table, column) => {
  column.key('id', 36).primary();
  column.key('kind', 32).notNullable();
  // The destination or view type that it is about.
  column.key('subject', 128).notNullable();
  table.text('params').notNullable();
  column.key('status', 12).notNullable();
  table.text('cursor');
  table.bigInteger('total').notNullable();
  table.bigInteger('done').notNullable();
  table.text('error');
  // Null when it is finished.
  column.epoch('due_at');
  column.key('lease_token', 36);
  column.epoch('created_at').notNullable();
  column.epoch('finished_at');
  table.index(['due_at'], 'destinations_jobs_due');
  table.index(['subject', 'kind'], 'destinations_jobs_subject');
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
  column.key('status', 12).notNullable().defaultTo('pending');
  column.key('reason', 32);
  table.boolean('diverted').notNullable().defaultTo(false);
  table.boolean('test').notNullable().defaultTo(false);
  // Made in the background by a fan-out or a redeploy: goes out after what people are waiting for.
  table.boolean('bulk').notNullable().defaultTo(false);
  table.boolean('manual').notNullable().defaultTo(false);
  table.integer('attempt_count').notNullable().defaultTo(0);
  // Those of them that count against the limit: not probes, and anew after a return to waiting.
  table.integer('attempts_used').notNullable().defaultTo(0);
  // Claims in a row that never got an outcome.
  table.integer('lost_claims').notNullable().defaultTo(0);
  table.integer('http_status');
  // When it next needs a worker.
  // Null when it is finished, or waits behind an earlier version of its view.
  column.epoch('due_at');
  column.key('lease_token', 36);
  column.epoch('created_at').notNullable();
  column.epoch('settled_at');
  table.index(['destination_id', 'bulk', 'due_at'], 'destinations_deliveries_due');
  table.index(['view_id', 'status'], 'destinations_deliveries_view');
  table.index(['destination_id', 'status', 'id'], 'destinations_deliveries_status');
  // Finds what is parked among millions of finished ones.
  table.index(['status', 'due_at', 'id'], 'destinations_deliveries_parked');
  // Type and action stand in it so that a filter finds few among millions without looking at the rows.
  table.index(['destination_id', 'id', 'type', 'action'], 'destinations_deliveries_list');
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

// Failures in a row of each destination; those with the same key count once.
const streaks: Define = (table, column) => {
  column.key('destination_id', 36).notNullable();
  column.key('key', 64).notNullable();
  column.key('delivery_id', 36).notNullable();
  column.key('fault', 8).notNullable();
  table.primary(['destination_id', 'key'], 'destinations_streaks_pk');
};

// When each destination last had an alert of each type.
const alerts: Define = (table, column) => {
  column.key('destination_id', 36).notNullable();
  column.key('type', 32).notNullable();
  column.epoch('sent_at').notNullable();
  table.primary(['destination_id', 'type'], 'destinations_alerts_pk');
};

// What became of the attempts that began in one hour.
const statistics: Define = (table, column) => {
  column.key('destination_id', 36).notNullable();
  column.epoch('hour').notNullable();
  table.integer('delivered').notNullable();
  table.integer('failed').notNullable();
  table.integer('attempts').notNullable();
  table.integer('failed_attempts').notNullable();
  table.bigInteger('duration_ms').notNullable();
  column.key('last_delivery_id', 36);
  table.primary(['destination_id', 'hour'], 'destinations_statistics_pk');
  table.index(['hour'], 'destinations_statistics_hour');
};

const receipts: Define = (table, column) => {
  column.key('destination_id', 36).notNullable();
  table.bigInteger('view_id').notNullable();
  column.key('action', 8).notNullable();
  table.bigInteger('version').notNullable();
  // An attempt since then ended without success, and may have arrived all the same.
  table.boolean('uncertain').notNullable().defaultTo(false);
  column.epoch('delivered_at').notNullable();
  table.primary(['destination_id', 'view_id'], 'destinations_receipts_pk');
  table.index(['view_id'], 'destinations_receipts_view');
};
