/**
 * What is published, read from Strapi's own tables: for each view the picture that somebody who fetched it now would
 * see, its references included. Independent of everything that the plugin stores.
 */
import { type Knex } from 'knex';

/** Type and origin id, as in a message. */
export type ViewName = string;
export type Picture = string;

export function viewName(type: string, originId: string): ViewName {
  return `${type} ${originId}`;
}

type Row = Record<string, string | null>;

const ARTICLES = `
  select a.document_id || '-' || a.locale as origin_id, a.summary as own,
    (select string_agg(w.document_id || '=' || coalesce(w.bio, ''), ',' order by w.id)
      from articles_author_lnk l join authors w on w.id = l.author_id
      where l.article_id = a.id and w.published_at is not null) as author,
    (select string_agg(t.document_id || '=' || coalesce(t.color, '') || coalesce(
        (select '/' || string_agg(o.document_id || '=' || coalesce(o.bio, ''), '/' order by o.id)
          from tags_owner_lnk ol join authors o on o.id = ol.author_id
          where ol.tag_id = t.id and o.published_at is not null), ''), ',' order by t.document_id)
      from articles_tags_lnk l join tags t on t.id = l.tag_id where l.article_id = a.id) as tags
  from articles a where a.published_at is not null`;
const AUTHORS = `
  select w.document_id as origin_id, w.bio as own from authors w where w.published_at is not null`;
const TAGS = `
  select t.document_id as origin_id, t.color as own,
    (select string_agg(o.document_id || '=' || coalesce(o.bio, ''), ',' order by o.id)
      from tags_owner_lnk l join authors o on o.id = l.author_id
      where l.tag_id = t.id and o.published_at is not null) as owner
  from tags t`;

const SOURCES: Record<string, string> = { article: ARTICLES, author: AUTHORS, tag: TAGS };

/** Null when nothing is published under that name. */
export async function pictureOf(
  knex: Knex,
  type: string,
  originId: string
): Promise<Picture | null> {
  const rows = await read(knex, `select * from (${SOURCES[type]}) p where origin_id = ?`, [
    originId,
  ]);
  return rows.length === 0 ? null : drawn(rows);
}

export async function allPictures(knex: Knex): Promise<Map<ViewName, Picture>> {
  const pictures = new Map<ViewName, Picture>();
  for (const [type, sql] of Object.entries(SOURCES)) {
    const byOrigin = new Map<string, Row[]>();
    for (const row of await read(knex, sql, [])) {
      const originId = String(row.origin_id);
      byOrigin.set(originId, [...(byOrigin.get(originId) ?? []), row]);
    }
    for (const [originId, rows] of byOrigin) pictures.set(viewName(type, originId), drawn(rows));
  }
  return pictures;
}

async function read(knex: Knex, sql: string, bindings: string[]): Promise<Row[]> {
  const { rows }: { rows: Row[] } = await knex.raw(sql, bindings);
  return rows;
}

/** Strapi itself can publish an entry twice when two of its processes do at the same moment. */
function drawn(rows: readonly Row[]): Picture {
  return rows
    .map((row) => JSON.stringify(row))
    .sort()
    .join(' and ');
}
