/** Cells as one line of CSV (RFC 4180, CR LF). */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => (/[",;|\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`

/** A cell that a spreadsheet could take for a formula is led by an apostrophe (OWASP: CSV injection); a number, negative or signed, stays one. */
export const guarded = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) && !/^[+-]\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell)

/** The mark by which spreadsheet programs know UTF-8. */
export const byteOrderMark = '\ufeff'
