import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { csv, folder, line } from '../../test/files.ts'
import { actorAt, county, hypertension, institutions, type TestHouse, testHouse } from '../../test/house.ts'
import { importFile } from '../adapters/files/import.ts'
import { visits as kind } from '../adapters/files/kinds/visits.ts'
import { sweepDays } from './cell-days.ts'
import { large } from './cell-flow.ts'
import { readCells } from './cell-read.ts'
import { type CellGroup, refresh } from './cells.ts'

let time = Date.parse('2026-01-31T12:00:00Z')
let house: TestHouse
let person: string
const files = folder()
beforeAll(async () => {
  house = await testHouse(() => new Date(time))
  person = await house.person(31)
})
afterAll(async () => {
  await house.close()
  files.remove()
})

const counted = "f.state <> 'cancelled'"
const visits: CellGroup = {
  name: 'visits',
  view: 'visit',
  residence: true,
  parts: {
    count: { where: counted },
    emergency: { where: `${counted} and f.class = 'EMER'` },
    tcm: { where: `${counted} and f.tcm is not null` },
    priced: { where: `${counted} and f.total_fen is not null` },
    fen: { where: counted, add: 'f.total_fen' },
  },
}
const cells = async (group = visits) => {
  await refresh(house.record.db, county, [group])
  const rows = await readCells(house.record.db, county, group, '2000-01-01', '2100-01-01')
  return Object.fromEntries(rows.map((row) => [`${row.period} ${row.unit}`, row.parts]))
}
/** The same numbers counted from the documents themselves, without flat rows, cells or marks. */
async function recount() {
  const rows = await house.record.db.query<{ period: string; unit: number; parts: number[] }>(
    `select to_char((e->'period'->>'start')::timestamptz at time zone 'Asia/Shanghai', 'YYYY-MM-01') as period, d.key as unit, array[
       count(*) filter (where e->>'status' <> 'cancelled'),
       count(*) filter (where e->>'status' <> 'cancelled' and e->'class'->>'code' = 'EMER'),
       count(*) filter (where e->>'status' <> 'cancelled' and e->>'reasonCode' like '%2.16.156.10011.2.3.3.14%'),
       count(*) filter (where e->>'status' <> 'cancelled' and e->>'extension' like '%total-cost%'),
       coalesce(sum((jsonb_path_query_first(e, '$.extension[*] ? (@.url like_regex "total-cost").valueMoney.value')::numeric * 100)) filter (where e->>'status' <> 'cancelled'), 0)
     ]::int[] as parts
     from (select doc::jsonb as e from resource where county_id = $1 and type = 'Encounter' and not deleted) r
     join dictionary d on d.county_id = $1 and d.kind = 'organization' and d.value = split_part(e->'serviceProvider'->>'reference', '/', 2)
     where e->>'status' <> 'entered-in-error' group by 1, 2`,
    [county],
  )
  return Object.fromEntries(rows.map((row) => [`${row.period} ${row.unit}`, row.parts]))
}

const open: string[] = []
const closed: string[] = []
const organizations = Object.keys(institutions)
const organizationOf = new Map<string, string>()
type Step = { what: 'receive' | 'close' | 'cancel' | 'amend' | 'annul' | 'import' | 'read'; n: number }
const take = (from: string[], n: number) => (from.length ? from.splice(n % from.length, 1)[0] : undefined)
let imports = 0

async function play({ what, n }: Step) {
  time += (n % 9) * 86_400_000
  const on = (verb: string, id: string | undefined, input: object) =>
    id && house.do(`visit.${verb}`, input, { id, actor: actorAt(organizationOf.get(id)!) })
  if (what === 'receive') {
    const organization = organizations[n % 2]!
    const { id } = await house.do('visit.receive', { person, class: n % 3 ? 'AMB' : 'EMER' }, { actor: actorAt(organization) })
    organizationOf.set(id, organization)
    open.push(id)
  } else if (what === 'close') {
    const id = take(open, n)
    if (id) closed.push(id)
    await on('close', id, {
      diagnoses: n % 2 ? hypertension : [{ system: 'tcm-disease', code: 'A01.01', name: '感冒' }, ...hypertension].slice(1),
      totalFen: n,
    })
  } else if (what === 'cancel') await on('cancel', take(open, n), { reason: 'x' })
  else if (what === 'amend') await on('amend', closed[n % (closed.length || 1)], { totalFen: n * 3, reason: 'x' })
  else if (what === 'annul') await on('annul', take(closed, n), { reason: 'x' })
  else if (what === 'import') {
    const rows = Array.from({ length: 1 + (n % 20) }, (_, i) =>
      line((n + i) % 40, { 就诊时间: `2025-${String(1 + ((n * 7 + i) % 12)).padStart(2, '0')}-03 09:00`, 总费用: `${n}.0${i % 10}` }),
    )
    await importFile(files.file(`v${imports++}.csv`, csv(rows)), { record: house.record, county, kind, actor: 'tester' })
  } else expect(await cells()).toEqual(await recount())
}

it('a number is a plain recount after any writes, corrections, cancellations and imports', async () => {
  const step = fc.record({
    what: fc.constantFrom<Step['what']>('receive', 'receive', 'close', 'close', 'cancel', 'amend', 'annul', 'import', 'read'),
    n: fc.nat(500),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      for (const one of steps) await play(one)
      expect(await cells()).toEqual(await recount())
    }),
    { numRuns: 15 },
  )
  expect(Object.keys(await cells()).length).toBeGreaterThan(5)
}, 60_000)

it('a correction that moves a visit to another month and institution changes both cells', async () => {
  const put = (change: object) =>
    importFile(files.file('move.csv', csv([line(900, { 就诊号: 'MOVE', 机构代码: 'QY000002X', ...change })])), {
      record: house.record,
      county,
      kind,
      actor: 'tester',
    })
  await put({ 就诊时间: '2024-03-31 23:59' })
  const key = Object.keys(await cells()).find((k) => k.startsWith('2024-03'))!
  await put({ 就诊时间: '2024-04-01 00:00' })
  const after = await cells()
  expect([after[key], after[key.replace('2024-03', '2024-04')]?.[0]]).toEqual([undefined, 1])
  expect(after).toEqual(await recount())
})

it('two groups over one view are both right, whichever is read first', async () => {
  const other: CellGroup = { name: 'other', view: 'visit', parts: { count: { where: "f.state <> 'cancelled'" } } }
  const counts = (all: Record<string, number[]>) => Object.fromEntries(Object.entries(all).map(([key, parts]) => [key, parts[0]]))
  for (const [first, second] of [
    [visits, other],
    [other, visits],
    [visits, other],
  ] as const) {
    await house.do('visit.receive', { person })
    const a = counts(await cells(first))
    expect(counts(await cells(second))).toEqual(a)
    expect(a).toEqual(counts(await recount()))
  }
})

it('readers and writers at once never leave a wrong cell', async () => {
  let writing = true
  const reader = async () => {
    while (writing) await cells()
  }
  const readers = [reader(), reader(), reader()]
  await Promise.all(
    Array.from({ length: 4 }, async (_, lane) => {
      for (let i = 0; i < 15; i++) {
        const { id } = await house.do('visit.receive', { person }, { actor: actorAt(organizations[lane % 2]!) })
        if (i % 3) await house.do('visit.cancel', { reason: 'x' }, { id, actor: actorAt(organizations[lane % 2]!) })
      }
    }),
  )
  writing = false
  await Promise.all(readers)
  expect(await cells()).toEqual(await recount())
})

it('the days of a month that is long over go; when it changes again they are counted once more', async () => {
  const usual = large.rows
  large.rows = 1
  const days = () => house.record.db.query(`select 1 from cell where county_id = $1 and grain = 'day'`, [county])
  await house.do('visit.receive', { person })
  await cells()
  expect((await days()).length).toBeGreaterThan(0)
  await sweepDays(house.record.db, `${new Date().toISOString().slice(0, 7)}-01`)
  expect((await days()).length, 'three months are kept').toBeGreaterThan(0)
  expect(await sweepDays(house.record.db, '2999-01-01')).toBeGreaterThan(0)
  expect(await days()).toEqual([])
  await house.do('visit.receive', { person })
  expect(await cells()).toEqual(await recount())
  large.rows = usual
})

it('another definition of a group makes all its cells anew', async () => {
  const changed = { ...visits, parts: { all: {} } }
  const all = await cells(changed)
  expect(Object.values(all).every((parts) => parts.length === 1)).toBe(true)
  expect(await cells()).toEqual(await recount())
})
