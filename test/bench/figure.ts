/** One line of the table. `raw` is what PostgreSQL alone does in the same run; where `share` and the absolute figure differ, the share decides. */
export type Line = {
  what: string
  measured: number
  unit: string
  raw?: number
  share?: number
  target: string
  met: boolean
  note?: string
}

export type Bench = { rounds: number; say: (text: string) => void }
export type Figure = {
  name: string
  /** Takes so long that it is run only when it is asked for by name. */
  named?: true
  run: (bench: Bench) => Promise<Line[]>
}

export const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b)
export const median = (values: readonly number[]) => sorted(values)[Math.floor(values.length / 2)] ?? Number.NaN
/** The value that 95 of 100 do not pass. */
export const p95 = (values: readonly number[]) => sorted(values)[Math.ceil(values.length * 0.95) - 1] ?? Number.NaN

/** Milliseconds a piece of work takes. */
export async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** The lines as a table for people. */
export function table(lines: readonly Line[]): string {
  const number = (n: number | undefined) => (n === undefined ? '' : n >= 100 ? n.toFixed(0) : n >= 1 ? n.toFixed(1) : n.toFixed(3))
  const rows = [
    ['figure', 'measured', 'raw', 'share', 'target', '', ''],
    ...lines.map((l) => [
      l.what,
      `${number(l.measured)} ${l.unit}`,
      number(l.raw),
      l.share === undefined ? '' : l.share.toFixed(2),
      l.target,
      l.met ? 'met' : 'MISSED',
      l.note ?? '',
    ]),
  ]
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)))
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
