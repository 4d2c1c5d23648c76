/**
 * What the plugin's transactions cost, seen from outside: the time of the queries of those that write a claim, and
 * of those that write attempts.
 */
import { now } from './time.mjs';

const KINDS = {
  claim: /^insert into\b.*\bdestinations_leases\b/is,
  settle: /^insert into\b.*\bdestinations_attempts\b/is,
};

/** @returns ends the watch and gives the milliseconds of each kind */
export function watchTransactions(knex) {
  const startedAt = new Map();
  const transactions = new Map();

  function onQuery({ __knexQueryUid: uid }) {
    startedAt.set(uid, now());
  }
  function onResponse(_response, { __knexQueryUid: uid, __knexTxId: id, sql }) {
    const start = startedAt.get(uid);
    startedAt.delete(uid);
    if (id === undefined || start === undefined) return;
    const transaction = transactions.get(id) ?? { ms: 0, kind: null };
    transaction.ms += now() - start;
    for (const [kind, pattern] of Object.entries(KINDS)) {
      if (pattern.test(sql)) transaction.kind = kind;
    }
    transactions.set(id, transaction);
  }
  knex.on('query', onQuery);
  knex.on('query-response', onResponse);

  return () => {
    knex.off('query', onQuery);
    knex.off('query-response', onResponse);
    const result = {};
    for (const kind of Object.keys(KINDS)) {
      const own = [...transactions.values()].filter((transaction) => transaction.kind === kind);
      if (own.length === 0) throw new Error(`Saw no transaction that looks like "${kind}"`);
      result[kind] = own.reduce((sum, { ms }) => sum + ms, 0);
    }
    return result;
  };
}
