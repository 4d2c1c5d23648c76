/**
 * Thousands of live views that reference one entry, written into the ledger as planning would have left them.
 * Publishing so many articles through Strapi takes minutes, and nothing here depends on their content.
 */
import { type Knex } from 'knex';

const FIRST_ID = 1_000_000;
const ROWS_PER_INSERT = 50;

/** @returns the origin ids of the views, of the type `article` */
export async function insertReferrers(
  knex: Knex,
  { count, to }: { count: number; to: { uid: string; documentId: string } }
): Promise<string[]> {
  const entries = Array.from({ length: count }, (_, index) => ({
    id: FIRST_ID + index,
    document_id: `referrer${String(index).padStart(16, '0')}`,
  }));
  const views = entries.map(({ id, document_id }) => ({
    id,
    type: 'article',
    origin_id: `${document_id}-en`,
    uid: 'api::article.article',
    document_id,
    locale: 'en',
    live: true,
    version: 1,
    changed_version: 1,
    hash: String(id),
    space: 'default',
    updated_at: Date.now(),
  }));
  const references = entries.map(({ id }) => ({
    view_id: id,
    uid: to.uid,
    document_id: to.documentId,
    locale: '',
  }));
  await knex.batchInsert('destinations_views', views, ROWS_PER_INSERT);
  await knex.batchInsert('destinations_references', references, ROWS_PER_INSERT);
  return views.map(({ origin_id }) => origin_id);
}
