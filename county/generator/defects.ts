/** What goes wrong in real exports, on purpose (calibration 17.5): drawn from a stream of their own, so that the events behind the rows stay the same. */
import type { Random } from '../demo/random.ts'
import type { CountyFile } from './csv.ts'
import type { Setting } from './setting.ts'

/** A spoilt row, or undefined when this defect does not suit the kind. `at` finds a cell by the header. */
type Spoil = (cells: string[], at: (name: RegExp) => number, r: Random) => string[] | undefined

const change = (cells: string[], index: number, to: (cell: string) => string): string[] | undefined => {
  if (index < 0 || !cells[index]) return undefined
  return cells.map((cell, i) => (i === index ? to(cell) : cell))
}
const BAD_DAYS = ['2025-02-30', '20250230', '44927', '2025-13-01', '0000-00-00']
const LOCAL_CODES = ['GXY-01', 'NK0023', '感冒', 'TNB', 'ZD-117', '高血压3级']
const BEGIN = /^(就诊时间|入院时间|RYSJ|建档日期|死亡时间|随访日期|出生日期)$/
const END = /^(结束时间|出院时间|CYSJ)$/
const MONEY = /^(总费用|ZFY)$/
const CARD = /^(证件号码|SFZH)$/
const CODES = /^(诊断编码|JBDM|根本死因编码)$/

/** Share of rows at knob 1. Missing fields 2 % and wrong identity 0.2 % by the calibration, the others [U]. */
const DEFECTS: Readonly<Record<string, readonly [share: number, Spoil]>> = {
  missing: [
    0.02,
    (cells, at, r) => {
      const full = cells.flatMap((cell, i) => (cell && i !== at(/^(结算号|就诊号|BAH|档案号|随访号|报告卡号)$/) ? [i] : []))
      return change(cells, full[r.whole(0, full.length - 1)] ?? -1, () => '')
    },
  ],
  identity: [0.002, (cells, at, r) => change(cells, at(CARD), (card) => wrongCard(card, r))],
  code: [0.01, (cells, at, r) => change(cells, at(CODES), () => r.pick(LOCAL_CODES))],
  unmatched: [
    0.005,
    (cells, at, r) => (at(/^结算号$/) < 0 ? undefined : change(cells, at(/^就诊号$/), (n) => `${n.slice(0, -3)}${r.whole(700, 999)}9`)),
  ],
  unnumbered: [0.01, (cells, at) => (at(/^结算号$/) < 0 ? undefined : change(cells, at(/^就诊号$/), () => ''))],
  shifted: [0.001, (cells, _, r) => [...cells.toSpliced(r.whole(2, Math.min(cells.length, 12) - 1), 1), '']],
  day: [0.002, (cells, at, r) => change(cells, at(BEGIN), () => r.pick(BAD_DAYS))],
  order: [0.001, (cells, at) => change(cells, at(END), () => '2015-06-30 10:00'.slice(0, cells[at(END)]?.length))],
  negative: [0.001, (cells, at) => change(cells, at(MONEY), (yuan) => `-${yuan}`)],
  sum: [0.002, (cells, at) => change(cells, at(MONEY), (yuan) => (Number(yuan) * 0.4).toFixed(2))],
  institution: [
    0.0005,
    (cells, at, r) => change(cells, at(/^(机构代码|USERNAME|登记机构代码|报告机构代码)$/), () => `XX${r.whole(1000000, 9999999)}`),
  ],
  formula: [0.0002, (cells, at) => change(cells, at(/^(姓名|XM)$/), () => '=HYPERLINK("http://example.invalid")'.replaceAll('"', "'"))],
}
const DUPLICATE = 0.005
const LATE = 0.06
/** Directories, sums and stocks are kept by few hands and come clean. */
const SPOILT = new Set(['visits', 'settlements', 'front-pages', 'follow-ups', 'residents', 'deaths', 'chronic-registers'])

function wrongCard(card: string, r: Random): string {
  const u = r.unit()
  if (u < 0.4) return card.slice(0, 17) + (card[17] === '0' ? '1' : '0')
  if (u < 0.6) return card.slice(0, 16)
  if (u < 0.8) return `${card.slice(0, 10)}1332${card.slice(14)}`
  return `${card.slice(0, 6)}${card.slice(8, 17)}` // the old number of 15 digits
}

export type Spoiler = { spoil: (file: CountyFile) => CountyFile; counts: Record<string, Record<string, number>> }

/** Spoils files in the order of their months; a late row comes with the next month's file, or never. `knob` 0 changes nothing. */
export function spoiler({ random }: Setting, knob: number): Spoiler {
  const counts: Spoiler['counts'] = {}
  const late = new Map<string, string[]>()
  const book = (kind: string, defect: string) => {
    counts[kind] ??= {}
    counts[kind][defect] = (counts[kind][defect] ?? 0) + 1
  }
  function spoil(file: CountyFile): CountyFile {
    if (knob === 0 || !SPOILT.has(file.kind)) return file
    const r = random(`defects ${file.name}`)
    const found = new Map<RegExp, number>()
    const at = (name: RegExp) => {
      if (!found.has(name))
        found.set(
          name,
          file.header.findIndex((h) => name.test(h)),
        )
      return found.get(name)!
    }
    const rows: string[] = late.get(file.kind) ?? []
    const held: string[] = []
    for (const row of file.rows) {
      if (file.month && r.unit() < LATE * knob) {
        held.push(row)
        book(file.kind, 'late')
        continue
      }
      rows.push(spoilRow(row, file.kind, at, r))
      if (r.unit() >= DUPLICATE * knob) continue
      rows.push(rows.at(-1)!)
      book(file.kind, 'duplicate')
    }
    if (file.month) late.set(file.kind, held)
    return { ...file, rows }
  }
  function spoilRow(row: string, kind: string, at: (name: RegExp) => number, r: Random): string {
    let u = r.unit()
    for (const [name, [share, apply]] of Object.entries(DEFECTS)) {
      u -= share * knob
      if (u >= 0) continue
      const spoilt = apply(row.split(','), at, r)
      if (spoilt) book(kind, name)
      return spoilt?.join(',') ?? row
    }
    return row
  }
  return { spoil, counts }
}
