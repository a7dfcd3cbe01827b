import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Row = Readonly<Record<string, string>>
/** The cells of a file's lines; the kinds counted here hold no quotes. */
export function linesOf(folder: string, name: string): { header: readonly string[]; lines: readonly string[] } {
  const [header, ...lines] = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n')
  return { header: header!.split(','), lines: lines.filter((line) => line !== '') }
}
export function rowOf(header: readonly string[], line: string): Row {
  const cells = line.split(',')
  return Object.fromEntries(header.map((column, i) => [column, cells[i] ?? '']))
}
/** Yuan as the files write them, in fen. */
export const fen = (yuan: string | undefined) => (yuan ? Math.round(Number(yuan) * 100) : 0)
