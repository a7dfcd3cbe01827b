/** Cells and rows of the export files. Only names in English hold commas. */

/** Fen as yuan with two decimals. */
export function yuan(fen: number): string {
  const rest = fen % 100
  return `${(fen - rest) / 100}.${rest < 10 ? '0' : ''}${rest}`
}

/** A cell that may hold a comma. */
export const quoted = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** One export file of one kind; of a month when it is one of many. Rows are without line ends. */
export type CountyFile = { kind: string; name: string; month?: string; header: readonly string[]; rows: readonly string[] }

export function file(kind: string, header: readonly string[], rows: readonly string[], month?: string): CountyFile {
  return { kind, name: month ? `${kind}-${month}.csv` : `${kind}.csv`, ...(month ? { month } : {}), header, rows }
}

/** A row in the order of its header; what is missing is an empty cell. */
export function rowOf<H extends string>(header: readonly H[], cells: Partial<Record<H, string | number>>): string {
  return header.map((column) => cells[column] ?? '').join(',')
}
