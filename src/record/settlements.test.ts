import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { county, type TestHouse, testHouse } from '../../test/house.ts'
import { readerOf, resourcesOf, rowContext } from '../../test/rows.ts'
import { settlements } from '../adapters/files/kinds/settlements.ts'
import { visits } from '../adapters/files/kinds/visits.ts'
import { makeIdCard } from '../fhir/china/id-card.ts'
import type { Resource } from '../fhir/resource.ts'
import { incoming } from './incoming.ts'
import { loadChunk } from './load.ts'
import { removeDocuments } from './remove.ts'
import { matchCounts, matchSettlements } from './settlements.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
})
afterAll(() => house.close())
const tables = [
  'resource',
  'history',
  'token',
  'compartment',
  'person',
  'person_name',
  'stale',
  'settlement_match',
  'flat_visit',
  'flat_settlement',
]
beforeEach(() => empty())
const empty = async () => {
  for (const table of tables)
    await house.record.db.query(`delete from ${table} where county_id = $1 ${table === 'resource' ? `and type <> 'Organization'` : ''}`, [
      county,
    ])
}

const codes = ['QY000002X', 'QY0000038']
const days = ['2026-01-30', '2026-01-31', '2026-02-01', '2026-02-02']
const cards = [1, 2, 3].map((n) => makeIdCard('141099', '1956-03-08', n))
/** A visit; `moved` is what a corrected file says of it. */
type V = { number: string; org: number; person: number; day: number; urgent: boolean; moved?: number }
type S = { number: string; org: number; person: number; day: number; kind: '11' | '13' | '14' | '41'; names?: string; minute: number }

const extra = { ids: new Set<string>(), parents: {}, made: new Map() }
const [readVisit, readSettlement] = [readerOf(visits), readerOf(settlements, rowContext(), extra)]
const visitRow = (v: V, day = v.day) => ({
  就诊号: v.number,
  机构代码: codes[v.org]!,
  证件号码: cards[v.person]!,
  姓名: '单晓梅',
  就诊时间: `${days[day]} 08:00`,
  就诊类别: v.urgent ? '急诊' : '门诊',
})
const settlementRow = (s: S) => ({
  结算号: s.number,
  机构代码: codes[s.org]!,
  就医地: '1',
  证件号码: cards[s.person]!,
  姓名: '单晓梅',
  险种: '390',
  就医类别: s.kind,
  就诊号: s.names ?? '',
  入院时间: `${days[s.day]} 08:00`,
  结算时间: `2026-03-01 09:${String(s.minute).padStart(2, '0')}`,
  总费用: '1.00',
})
const documents = (rows: readonly (V | S)[], corrected = false) =>
  rows.flatMap((row): Resource[] =>
    resourcesOf('urgent' in row ? readVisit(visitRow(row, corrected ? row.moved : row.day)) : readSettlement(settlementRow(row))),
  )

let batches = 0
async function load(resources: readonly Resource[]) {
  const at = new Date().toISOString()
  const batch = `b${++batches}`
  const audit = { at, actor: 'tester', organization: 'system', action: 'import.test', detail: { batch } }
  const weak = (r: Resource) => (r.resourceType === 'Patient' ? { weak: true as const } : {})
  await loadChunk(
    house.record,
    { county, batch, since: at, audit },
    { documents: resources.map((r) => incoming(r, weak(r))), refusals: [], checkpoint: 1 },
  )
}
/** Takes documents back as the undo of their batches does. */
async function takeBack(resources: readonly Resource[]) {
  const { record } = house
  const keys = resources.filter((r) => r.resourceType !== 'Patient')
  const stored = await record.db.query<{ type: string; id: string; version: number; batch: string }>(
    'select type, id, version, batch_id as batch from resource where county_id = $1 and id = any($2) and not deleted',
    [county, keys.map((r) => r.id)],
  )
  for (const { batch, ...key } of stored)
    await record.db.transaction((tx) =>
      removeDocuments(tx, record, county, [key], { batch, actor: 'tester', at: new Date().toISOString() }),
    )
}
const matches = async () =>
  Object.fromEntries(
    (
      await house.record.db.query<{ s: string; v: string | null; rule: number }>(
        `select s.number as s, v.number as v, m.rule from settlement_match m join flat_settlement s on s.county_id = m.county_id and s.id = m.settlement_id
         left join flat_visit v on v.county_id = m.county_id and v.id = m.encounter_id where m.county_id = $1 order by 1`,
        [county],
      )
    ).map(({ s, v, rule }) => [s, `${v ?? '-'} ${rule}`]),
  )

/** The rules told a second time, without SQL. */
function expected(vs: readonly V[], ss: readonly S[]) {
  const classOf = (s: S) => (s.kind === '13' ? true : s.kind === '41' ? undefined : false)
  const taking = ss.filter((s) => classOf(s) !== undefined)
  const named = (s: S) => vs.find((v) => v.number === s.names && v.org === s.org)
  const free = vs.filter((v) => !taking.some((s) => named(s) === v))
  const result: Record<string, string> = {}
  const given = new Set<V>()
  for (const s of [...taking].sort((a, b) => a.minute - b.minute)) {
    const same = free.filter((v) => v.org === s.org && v.person === s.person && v.day === s.day && v.urgent === classOf(s))
    const [only] = same
    if (named(s)) result[s.number] = `${s.names} 1`
    else if (same.length === 1 && !given.has(only!)) {
      given.add(only!)
      result[s.number] = `${only!.number} 2`
    } else result[s.number] = '- 0'
  }
  return result
}

const small = (max: number) => fc.integer({ min: 0, max })
const rarely = fc.integer({ min: 0, max: 4 }).map((n) => n === 4)
const visitOf = fc.record({ org: rarely.map(Number), person: small(1), day: small(3), urgent: rarely, moved: small(3) })
const settlementOf = fc.record({
  org: rarely.map(Number),
  person: small(1),
  day: small(3),
  kind: fc.constantFrom('11', '11', '14', '13', '41'),
  names: fc.option(small(4), { freq: 2 }),
})
const world = fc
  .tuple(fc.array(visitOf, { maxLength: 4 }), fc.array(settlementOf, { maxLength: 4 }))
  .map(([vs, ss]): [V[], S[]] => [
    vs.map((v, i) => ({ ...v, number: `MZ${i}` })),
    ss.map((s, i) => ({ ...s, number: `JS${i}`, minute: i, names: s.names === null ? undefined : `MZ${s.names}` }) as S),
  ])

it('any order of files, corrected rows and undone batches among them, ends in the matches that the rules give', async () => {
  const order = fc.array(fc.record({ pick: fc.nat(), what: fc.constantFrom('load', 'load', 'undo', 'correct'), match: fc.boolean() }), {
    maxLength: 16,
  })
  await fc.assert(
    fc.asyncProperty(world, order, async ([vs, ss], steps) => {
      await empty()
      const there = new Map<V | S, boolean>() // in the record, and whether as corrected
      const all = [...vs, ...ss]
      for (const { pick, what, match } of steps) {
        const row = all[pick % Math.max(1, all.length)]
        if (!row) break
        if (what === 'undo') {
          await takeBack(documents([row]))
          there.delete(row)
        } else if (what === 'load' || 'urgent' in row) {
          await load(documents([row], what === 'correct'))
          there.set(row, what === 'correct')
        }
        if (match) await matchSettlements(house.record.db, county)
      }
      await matchSettlements(house.record.db, county)
      const nowThere = [...there].map(([row, moved]) => ('urgent' in row && moved ? { ...row, day: row.moved! } : row))
      const model = expected(
        nowThere.filter((r): r is V => 'urgent' in r),
        nowThere.filter((r): r is S => !('urgent' in r)),
      )
      expect(await matches()).toEqual(model)
      await matchSettlements(house.record.db, county, true)
      expect(await matches()).toEqual(model)
    }),
    { numRuns: 60 },
  )
}, 120_000)

it('settlements before visits or after: matched the same; what is found by nobody counts as unmatched, never as a visit', async () => {
  const v: V = { number: 'MZ0', org: 0, person: 0, day: 1, urgent: false }
  const byNumber: S = { number: 'JS0', org: 0, person: 1, day: 2, kind: '11', names: 'MZ0', minute: 0 }
  const lost: S = { number: 'JS1', org: 0, person: 0, day: 1, kind: '14', minute: 1 }
  await load(documents([byNumber, lost]))
  expect(await matchCounts(house.record.db, county, '2026-01-01', '2026-12-01')).toEqual([
    expect.objectContaining({ month: '2026-01-01', unmatched: 1 }),
    expect.objectContaining({ month: '2026-02-01', unmatched: 1 }),
  ])
  await load(documents([v]))
  expect(await matchCounts(house.record.db, county, '2026-01-01', '2026-12-01')).toEqual([
    expect.objectContaining({ month: '2026-01-01', unmatched: 1, byNumber: 0 }),
    expect.objectContaining({ month: '2026-02-01', unmatched: 0, byNumber: 1 }),
  ])
  expect(await house.record.db.query('select count(*)::int as n from flat_visit where county_id = $1', [county])).toEqual([{ n: 1 }])
  expect(await matchSettlements(house.record.db, county)).toBe(0)
})

const january: V = { number: 'MZ0', org: 0, person: 0, day: 1, urgent: false }
const names: S = { number: 'JS0', org: 0, person: 1, day: 2, kind: '11', names: 'MZ0', minute: 0 }
const sameDay: S = { number: 'JS1', org: 0, person: 0, day: 1, kind: '14', minute: 1 }
type Move = readonly ['load' | 'undo', V | S]
const moves: readonly (readonly [string, readonly Move[], Record<string, string>])[] = [
  [
    'comes',
    [
      ['load', names],
      ['load', january],
    ],
    { JS0: 'MZ0 1' },
  ],
  [
    'is taken back',
    [
      ['load', names],
      ['load', january],
      ['undo', january],
    ],
    { JS0: '- 0' },
  ],
  [
    'is named after another found it',
    [
      ['load', january],
      ['load', sameDay],
      ['load', names],
    ],
    { JS0: 'MZ0 1', JS1: '- 0' },
  ],
  [
    'is no longer named',
    [
      ['load', january],
      ['load', names],
      ['load', sameDay],
      ['undo', names],
    ],
    { JS1: 'MZ0 2' },
  ],
]
it.each(moves)('a visit of another month that %s changes both months', async (_, steps, result) => {
  for (const [what, row] of steps) {
    await (what === 'load' ? load : takeBack)(documents([row]))
    await matchSettlements(house.record.db, county)
  }
  expect(await matches()).toEqual(result)
})
