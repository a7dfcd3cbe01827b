import { afterAll, beforeAll, expect, it } from 'vitest'
import { matchCounts } from '../../src/record/settlements.ts'
import { type Ask, asking } from '../truth/ask.ts'
import { type County, county as id, imported, written } from '../truth/county.ts'
import { linesOf, type Row, rowOf } from '../truth/csv.ts'
import { matching } from '../truth/matching.ts'
import { institutions, insurance, type Said } from '../truth/said.ts'
import { compare, type Line, place, type Spoilt } from '../truth/spoiled.ts'
import { type Count, countsOf } from '../truth/tally.ts'
import { refused } from '../truth/verdicts.ts'

let clean: ReturnType<typeof written>
let county: County
let ask: Ask
let spoilt: Spoilt
let taken: (line: Line) => boolean
beforeAll(async () => {
  clean = written(0)
  county = await imported(1)
  ask = await asking(county)
  spoilt = compare(county.files, clean.folder, county.folder)
  const nameless = await beforeNamed()
  taken = (line) => !refused(line, nameless)
}, 300_000)
afterAll(async () => {
  clean?.remove()
  await county?.close()
})

/** Institutions beyond the county are in the directory from the first settlement file on that names them. */
async function beforeNamed() {
  const order = [...county.results.keys()]
  const first = new Map<string, number>()
  for (const { kind, name } of county.files) {
    if (kind !== 'settlements') continue
    for (const row of rowsOf(county.folder, name)) {
      const at = order.indexOf(name)
      if (row['机构名称'] && at < (first.get(row['机构代码']!) ?? order.length)) first.set(row['机构代码']!, at)
    }
  }
  const seeded = new Set(rowsOf(clean.folder, 'institutions.csv').map((row) => row['机构代码']))
  return ({ file, row }: Line) => !seeded.has(row['机构代码']) && order.indexOf(file) <= (first.get(row['机构代码']!) ?? order.length)
}
const rowsOf = (folder: string, name: string): Row[] => {
  const { header, lines } = linesOf(folder, name)
  return lines.map((line) => rowOf(header, line))
}
const rowsOfKind = (folder: string, kind: string) => county.files.filter((f) => f.kind === kind).flatMap((f) => rowsOf(folder, f.name))

/** Nobody sees whether a cell is empty because it was never filled, because a number was left out, or because the row's last one moved. */
function merged(counts: Spoilt['counts']) {
  return Object.fromEntries(
    Object.entries(counts).map(([kind, { missing = 0, unnumbered = 0, shifted = 0, ...rest }]) => [
      kind,
      { ...rest, 'missing or shifted': missing + unnumbered + shifted },
    ]),
  )
}

it('the truth counts what was spoilt, and the same lives stand behind it', () => {
  expect(merged(spoilt.counts)).toEqual(merged(county.truth.defects))
  const { about: _, defects: __, ...lives } = county.truth
  expect(lives).toMatchObject(Object.fromEntries(Object.keys(lives).map((key) => [key, clean.truth[key as keyof typeof lives]])))
})

it('refuses the spoilt rows that are invalid, the second of two, and no other', async () => {
  const found = await county.house.record.db.query<{ file_name: string; line: string }>(
    'select distinct b.file_name, r.line from batch_refusal r join batch b on b.county_id = r.county_id and b.id = r.batch_id where r.county_id = $1',
    [id],
  )
  const invalid = spoilt.changed.flatMap((line) => (taken(line) ? [] : [place(line.file, line.line)]))
  expect(invalid.length).toBeGreaterThan(100)
  expect(found.map((r) => place(r.file_name, Number(r.line))).sort()).toEqual([...invalid, ...spoilt.twice].sort())
  const rows = [...county.results.values()].reduce((n, result) => n + result.refused, 0)
  expect(rows).toBe(found.length)
})

type Sums = Record<string, Record<string, number[]>>
/** Adds what rows say to series by measure and unit. */
function add(sums: Sums, counts: readonly Count[], sign: 1 | -1) {
  for (const [part, unit, measure, month, n] of counts) {
    const at = county.truth.months.indexOf(month)
    if (at < 0 || n === 0) continue
    const units = sums[`${part} ${measure}`] ?? {}
    const series = units[unit] ?? county.truth.months.map(() => 0)
    sums[`${part} ${measure}`] = { ...units, [unit]: series }
    series[at]! += sign * n
  }
}
const counted = ['visits', 'front-pages', 'settlements', 'follow-ups', 'deaths']

it('clean files say what truly happened, counted row by row', () => {
  const sums: Sums = {}
  for (const kind of counted) for (const row of rowsOfKind(clean.folder, kind)) add(sums, countsOf(kind, row), 1)
  for (const [name, units] of Object.entries(sums)) expect([name, units]).toEqual([name, nonzero(truthOf(name))])
})
const truthOf = (name: string) => {
  const [part, measure] = name.split(' ') as ['institutions' | 'insurance', string]
  const all = Object.entries(county.truth[part] as Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>)
  return Object.fromEntries(all.map(([unit, series]) => [unit, series[measure]!]))
}
const nonzero = (units: Readonly<Record<string, readonly number[]>>) =>
  Object.fromEntries(Object.entries(units).filter(([, series]) => series.some((n) => n !== 0)))

it('counts the truth, less the rows that were refused, changed or never came, plus what changed rows say', async () => {
  const sums: Sums = {}
  for (const { kind, row } of spoilt.lost) add(sums, countsOf(kind, row), -1)
  for (const line of spoilt.changed) {
    add(sums, countsOf(line.kind, line.clean), -1)
    if (taken(line)) add(sums, countsOf(line.kind, line.row), 1)
  }
  expect(Object.keys(sums).length).toBeGreaterThan(20)
  for (const [name, changes] of Object.entries(sums)) {
    const truth = truthOf(name)
    const [part, measure] = name.split(' ') as ['institutions' | 'insurance', string]
    const expected = Object.fromEntries(
      Object.entries(truth).map(([unit, series]) => [unit, series.map((n, i) => n + (changes[unit]?.[i] ?? 0))]),
    )
    const said = { institutions, insurance }[part][measure] as Exclude<Said, { unsaid: string }>
    expect([name, await ask(said, Object.keys(truth))]).toEqual([name, expected])
  }
})

it('matches settlements as the rows that went in tell', async () => {
  const gone = new Map(spoilt.changed.map((line) => [`${line.kind} ${place(line.file, line.line)}`, taken(line)]))
  const twice = new Set(spoilt.twice)
  const went = (kind: string) =>
    county.files
      .filter((f) => f.kind === kind)
      .flatMap(({ name }) =>
        rowsOf(county.folder, name).filter((_, i) => !twice.has(place(name, i + 2)) && gone.get(`${kind} ${place(name, i + 2)}`) !== false),
      )
  const nodes = new Map((await county.house.record.organizations(id)).map((n) => [n.key, n.code]))
  const counts = await matchCounts(county.house.record.db, id, '2000-01-01', '2100-01-01')
  const found = counts.map(({ orgKey, month, byNumber, byPerson, unmatched }) => [
    `${nodes.get(orgKey)} ${month.slice(0, 7)}`,
    { byNumber: Number(byNumber), byPerson: Number(byPerson), unmatched: Number(unmatched) },
  ])
  expect(Object.fromEntries(found)).toEqual(matching(went('visits'), went('front-pages'), went('settlements')))
})
