/** Errors after which the same transaction may simply be tried again. */
const CODES = new Set([
  '40001', // PostgreSQL: serialization failure
  '40P01', // PostgreSQL: deadlock detected
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_CHECKREAD', // MariaDB: record changed since the snapshot
  'SQLITE_BUSY',
  'SQLITE_BUSY_SNAPSHOT',
]);

export function isTransient(error: unknown): boolean {
  return codeOf(error) !== null && CODES.has(codeOf(error) ?? '');
}

const DUPLICATE = new Set([
  '23505',
  'ER_DUP_ENTRY',
  'SQLITE_CONSTRAINT_UNIQUE',
  'SQLITE_CONSTRAINT_PRIMARYKEY',
]);

/** A unique key refused the row: somebody else was faster. */
export function isDuplicate(error: unknown): boolean {
  return codeOf(error) !== null && DUPLICATE.has(codeOf(error) ?? '');
}

function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
