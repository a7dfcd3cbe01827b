import type { Delimiter } from './csv.ts'

const candidates: readonly Delimiter[] = [',', '\t', ';', '|']

/** A quote opens only where a cell begins; line ends and marks inside belong to the cell. */
const quoted = /(^|[,;\t|\r\n]) *"(?:[^"]|"")*"/g

/** What parts the cells: the mark that stands in most lines equally often. Marks inside quotes do not count; a file of one column is taken as CSV. */
export function delimiterOf(head: string): Delimiter {
  const lines = head
    .replace(quoted, '$1')
    .split(/\r\n|\n|\r/)
    .slice(0, 50)
    .filter((line) => line.trim())
  const score = (mark: Delimiter) => {
    const counts = lines.map((line) => line.split(mark).length - 1)
    const usual = mostCommon(counts.filter(Boolean))
    return usual * (counts.filter((count) => count === usual).length / lines.length) ** 2
  }
  const scores = candidates.map((mark) => [mark, score(mark)] as const).sort((a, b) => b[1] - a[1])
  return scores[0]![1] > 0 ? scores[0]![0] : ','
}

function mostCommon(counts: readonly number[]): number {
  const times = new Map<number, number>()
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1)
  return [...times].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0
}
