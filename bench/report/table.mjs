/** A table in Markdown. Pure. */

/** @param {{ columns: readonly string[], rows: readonly (readonly (string | number)[])[] }} table */
export function tableOf({ columns, rows }) {
  const lines = [columns, columns.map((_, index) => (index === 0 ? '---' : '--:')), ...rows];
  return lines.map((cells) => `| ${cells.map(cellOf).join(' | ')} |`).join('\n');
}

function cellOf(value) {
  return typeof value === 'number' ? value.toLocaleString('en') : value.replaceAll('|', '\\|');
}
