import { library, unitsOf } from '../../src/kernel/perform/library.ts'
import { numbersOf } from '../../src/kernel/perform/numbers.ts'
import type { House } from '../../src/kernel/perform/perform.ts'
import { countFlow, flowSql } from '../../src/record/cell-flow.ts'
import { localDay } from '../../src/record/local-day.ts'
import { duck } from './duck.ts'
import { type Bench, type Figure, type Line, median, milliseconds, p95 } from './figure.ts'
import { threeYears } from './import.ts'
import { asBrowsers } from './numbers-served.ts'
import { county, inHouse } from './place.ts'

const today = (house: House) => localDay(house.clock().toISOString())
const groupsOf = async (house: House) => [...(await library(house, county)).groups.values()]
const right = async (house: House) => house.record.shared.cells(county, await groupsOf(house), today(house))

/** All cells of all groups, then all indicators of every unit and grain over three years. */
async function fromNothing(house: House, { say }: Bench): Promise<Line> {
  const { db } = house.record
  await right(house) // marks of people and their townships are worked off: the dimension is not what is measured
  await db.script('truncate cell, cell_member, measure_state')
  const counting = await milliseconds(() => right(house))
  const lib = await library(house, county)
  const to = today(house).slice(0, 7)
  const from = `${Number(to.slice(0, 4)) - 3}${to.slice(4)}`
  const telling = await milliseconds(async () => {
    for (const unit of ['organization', 'township', 'county'] as const) {
      const indicators = [...lib.indicators.values()].filter((one) => unitsOf(one, lib.groups).includes(unit))
      for (const grain of ['month', 'quarter', 'year', 'rolling'] as const)
        await numbersOf(house, county, indicators, { from, to, grain, unit })
    }
  })
  say(`  from nothing: cells ${(counting / 1000).toFixed(1)} s, ${lib.indicators.size} indicators told in ${(telling / 1000).toFixed(1)} s`)
  const seconds = (counting + telling) / 1000
  return {
    what: 'all indicators × periods × units from nothing',
    measured: seconds,
    unit: 's',
    target: '≤ 20 s',
    met: seconds <= 20,
    note: `cells ${(counting / 1000).toFixed(1)} s`,
  }
}

/** The additive groups: our pass over PostgreSQL's rows, written to cells, beside the same statement in DuckDB over the same rows. */
async function besideDuck(house: House, { say, rounds }: Bench): Promise<Line[]> {
  const { db } = house.record
  const flows = (await groupsOf(house)).filter((g) => (g.kind ?? 'flow') === 'flow')
  const tables = [
    ...new Set([
      ...flows.flatMap((g) => [`flat_${g.view}`, ...(g.also ?? []).map((a) => `flat_${a.view}`)]),
      'person',
      'person_name',
      'resident_dim',
    ]),
  ]
  const yardstick = await duck(db, tables)
  if (!yardstick) return []
  const ours: number[] = []
  const theirs: number[] = []
  const left = new Set<string>()
  for (let round = 0; round < rounds; round++) {
    let [mine, his] = [0, 0]
    for (const group of flows) {
      const sql = flowSql(group).replaceAll('$1', String(county))
      const seconds = await yardstick.seconds(sql).catch(() => undefined)
      if (seconds === undefined) {
        left.add(group.name)
        continue
      }
      const own = await milliseconds(() =>
        db.transaction(async (tx) => {
          await tx.query(`select set_config('work_mem', '128MB', true), set_config('jit', 'off', true)`)
          await countFlow(tx, county, group, 'all')
        }),
      )
      say(`  ${group.name}: ${(own / 1000).toFixed(2)} s, DuckDB ${seconds.toFixed(2)} s`)
      mine += own / 1000
      his += seconds
    }
    ours.push(mine)
    theirs.push(his)
  }
  yardstick.close()
  const share = median(ours) / median(theirs)
  const note = left.size ? `not in DuckDB's SQL: ${[...left].join(', ')}` : ''
  return [
    {
      what: 'the additive set, beside DuckDB',
      measured: median(ours),
      unit: 's',
      raw: median(theirs),
      share,
      target: '≤ 5 × DuckDB',
      met: share <= 5,
      note,
    },
  ]
}

/** Rows of each view's newest months are marked as writes mark them, one after another; until all cells are right again. */
async function oneRow(house: House, { say }: Bench): Promise<Line[]> {
  const { db } = house.record
  const lib = await library(house, county)
  const views = [...new Set([...lib.groups.values()].flatMap((g) => [g.view, ...(g.also ?? []).map((a) => a.view)]))].filter(
    (v) => v !== 'resident_dim',
  )
  const lines: Line[] = []
  for (const view of views) {
    const rows = await db.query(
      `select month, day, org_key, patient_id from flat_${view} where county_id = $1 and month >= (select max(month) from flat_${view} where county_id = $1 and day <= current_date) - interval '2 months'
       order by md5(id) limit 60`,
      [county],
    )
    const spent: number[] = []
    for (const row of rows) {
      await db.query('insert into stale (county_id, view, month, org_key, patient_id, day) values ($1, $2, $3, $4, $5, $6)', [
        county,
        view,
        row['month'],
        row['org_key'] ?? 0,
        row['patient_id'],
        row['day'],
      ])
      spent.push(await milliseconds(() => right(house)))
    }
    if (!spent.length) continue
    say(`  ${view}: median ${median(spent).toFixed(0)} ms, p95 ${p95(spent).toFixed(0)} ms`)
    lines.push({
      what: `one row of ${view} → all its cells right, p95`,
      measured: p95(spent),
      unit: 'ms',
      target: '≤ 100 ms',
      met: p95(spent) <= 100,
      note: `median ${median(spent).toFixed(0)} ms`,
    })
  }
  return lines
}

/** The figures of numbers over whatever store a house has. */
export async function numbersIn(house: House, url: string, bench: Bench): Promise<Line[]> {
  await house.record.organizations(county)
  await house.record.db.script('vacuum analyze')
  return [
    await fromNothing(house, bench),
    ...(await besideDuck(house, bench)),
    ...(await oneRow(house, bench)),
    ...(await asBrowsers(house, url, bench)),
  ]
}

const at =
  (residents: number): Figure['run'] =>
  (bench) =>
    inHouse(async (house, url) => {
      await threeYears(url, residents)
      return numbersIn(house, url, bench)
    })
/** Three years of 10 000 residents, and of a full county (named: an hour, 20 GB of disk). */
export const numbers: Figure = { name: 'numbers', named: true, run: at(10_000) }
export const numbers95: Figure = { name: 'numbers-county', named: true, run: at(95_000) }
