/** Lines and tables for the screen. */

/** `→ Deploy  article  "en"  gid://…/Entity/abc-en/View/article  attempt 1  signature verified` */
export function messageLine({ action, type, originId, gid, attempt, verified, reason, answered }) {
  const [, locale] = /^[a-z0-9]+-(.+)$/.exec(originId) ?? [];
  return [
    `  → ${action.padEnd(6)}`,
    type.padEnd(8),
    (locale ? `"${locale}"` : '–').padEnd(4),
    gid.replace(/^gid:\/\/.*?\/Entity\//, 'gid://…/Entity/'),
    `attempt ${attempt}`,
    verified ? 'signature verified' : `signature NOT verified: ${reason}`,
    ...(answered === 503 ? ['answered 503'] : []),
  ].join('  ');
}

export function deliveriesTable(deliveries) {
  const rows = deliveries.map(({ event, originId, status, attemptCount, httpStatus }) => [
    event,
    originId,
    status,
    String(attemptCount),
    String(httpStatus ?? '–'),
  ]);
  return table(['event', 'entry', 'status', 'attempts', 'answer'], rows);
}

function table(head, rows) {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column].length))
  );
  const line = (cells) =>
    `  ${cells.map((cell, column) => cell.padEnd(widths[column])).join('  ')}`.trimEnd();
  return [line(head), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join('\n');
}
