/** Which line of the spoilt files was made from which line of the clean ones, and what was done to it. */
import { linesOf, type Row, rowOf } from './csv.ts'

export type Line = { kind: string; file: string; line: number; clean: Row; row: Row; defect?: string; column?: string }
export type Spoilt = {
  /** Lines that are not as they should be, and their places. */
  changed: readonly Line[]
  /** Places of rows that stand there a second time. */
  twice: readonly string[]
  /** Rows held back that came with no later file. */
  lost: readonly { kind: string; row: Row }[]
  /** How many of each, as the truth counts them. */
  counts: Readonly<Record<string, Readonly<Record<string, number>>>>
}
export const place = (file: string, line: number) => `${file}:${line}`

type File = { kind: string; name: string }
/** @throws Error where a line was not made from one of the clean file's */
export function compare(files: readonly File[], cleanFolder: string, spoiltFolder: string): Spoilt {
  const changed: Line[] = []
  const twice: string[] = []
  const counts: Record<string, Record<string, number>> = {}
  const late = new Map<string, { header: readonly string[]; lines: string[] }>()
  const count = (kind: string, defect: string) => {
    counts[kind] ??= {}
    counts[kind][defect] = (counts[kind][defect] ?? 0) + 1
  }
  for (const { kind, name } of files) {
    const { header, lines: clean } = linesOf(cleanFolder, name)
    const { lines: spoilt } = linesOf(spoiltFolder, name)
    let next = 0
    for (const line of late.get(kind)?.lines ?? []) if (spoilt[next++] !== line) throw new Error(`${name}: a late row did not come`)
    const held: string[] = []
    for (const line of clean) {
      const found = spoilt[next]
      const what = found === undefined ? undefined : difference(header, line, found)
      if (found === undefined || !what) {
        held.push(line)
        count(kind, 'late')
        continue
      }
      next++
      if (found !== line) {
        changed.push({ kind, file: name, line: next + 1, clean: rowOf(header, line), row: rowOf(header, found), ...what })
        count(kind, what.defect!)
      }
      if (spoilt[next] !== found) continue
      next++
      twice.push(place(name, next + 1))
      count(kind, 'duplicate')
    }
    if (next !== spoilt.length) throw new Error(`${place(name, next + 2)} comes from nowhere`)
    late.set(kind, { header, lines: held })
  }
  const lost = [...late].flatMap(([kind, { header, lines }]) => lines.map((line) => ({ kind, row: rowOf(header, line) })))
  return { changed, twice, lost, counts }
}

/** What was done to a line; nothing: `{}`; undefined when the one was not made from the other. */
function difference(header: readonly string[], from: string, to: string): { defect?: string; column?: string } | undefined {
  if (from === to) return {}
  const [a, b] = [from.split(','), to.split(',')]
  const gone = a.findIndex((cell, i) => cell !== b[i])
  if (a.filter((cell, i) => cell !== b[i]).length === 1)
    return { defect: defectOf(header[gone]!, a[gone]!, b[gone]!), column: header[gone]! }
  const shifted = [...a.slice(0, gone), ...a.slice(gone + 1), ''].join(',') === to
  return shifted ? { defect: 'shifted', column: header[gone]! } : undefined
}

function defectOf(column: string, from: string, to: string): string {
  if (to === '') return 'missing'
  if (/^(证件号码|SFZH)$/.test(column)) return 'identity'
  if (/编码$|^JBDM$/.test(column)) return 'code'
  if (/^(总费用|ZFY)$/.test(column)) return to === `-${from}` ? 'negative' : 'sum'
  if (/^(姓名|XM)$/.test(column)) return 'formula'
  if (/机构代码$|^USERNAME$/.test(column)) return 'institution'
  if (column === '就诊号') return 'unmatched'
  return to.startsWith('2015-06-30') ? 'order' : 'day'
}
