import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { county, type TestHouse, testHouse } from '../../test/house.ts'
import { personsIn } from './cell-distinct.ts'
import { large } from './cell-flow.ts'
import { monthVersions } from './cell-months.ts'
import { readPersons, readSums } from './cell-read.ts'
import { shiftMonth } from './cell-sql.ts'
import { type CellGroup, refresh } from './cells.ts'
import { residentMark } from './residents.ts'

let house: TestHouse
let orgs: readonly number[] = []
beforeAll(async () => {
  large.rows = 1 // so that months are kept by days, too
  house = await testHouse()
  orgs = (await house.record.organizations(county)).map((node) => node.key)
})
afterAll(() => house.close())

const today = '2026-03-15'
const flow: CellGroup = {
  name: 'flow',
  view: 'visit',
  residence: true,
  parts: { count: {}, fen: { add: 'f.total_fen' }, old: { where: `d.birth < f.day - interval '65 years'` } },
}
const persons: CellGroup = {
  name: 'persons',
  kind: 'distinct',
  view: 'visit',
  residence: true,
  parts: { all: {}, emergency: { where: `f.class = 'EMER'` } },
}
const held: CellGroup = {
  name: 'held',
  kind: 'stock',
  view: 'chronic_register',
  until: 'f.ended',
  residence: true,
  also: [{ view: 'visit', reach: 2 }],
  parts: {
    count: {},
    seen: {
      where: `exists (select 1 from flat_visit v where v.county_id = f.county_id and v.patient_id = f.patient_id and v.month between date_trunc('month', t.last) - interval '2 months' and t.last)`,
    },
  },
}
const spans: CellGroup = {
  name: 'spans',
  kind: 'stock',
  view: 'chronic_register',
  until: 'f.ended',
  parts: { count: {}, dm: { where: `f.disease = 'DM'` } },
}
const daily: CellGroup = {
  ...spans,
  name: 'daily',
  parts: { count: { where: 't.last is not null' }, dm: { where: `f.disease = 'DM' and t.last is not null` } },
}
const people: CellGroup = {
  name: 'people',
  kind: 'stock',
  view: 'resident_dim',
  residence: 'f.township',
  nowhere: true,
  parts: {
    count: { until: 'least(f.until, f.died)' },
    old: { from: `greatest(f.day, (f.birth + interval '65 years')::date)`, until: 'least(f.until, f.died)' },
  },
}
const groups = [flow, persons, held, spans, daily, people]

const townships = ['141099100000', '141099101000', null] as const
const place = fc.record({ patient: fc.integer({ min: 0, max: 5 }), org: fc.integer({ min: 0, max: 1 }) })
const month = fc.integer({ min: 0, max: 26 }).map((n) => shiftMonth('2024-01-01', n))
const step = fc.oneof(
  fc.record({
    what: fc.constant('visit' as const),
    at: place,
    id: fc.nat(12),
    month,
    class: fc.constantFrom('AMB', 'EMER'),
    gone: fc.boolean(),
    on: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({
    what: fc.constant('register' as const),
    at: place,
    id: fc.nat(6),
    month,
    months: fc.option(fc.nat(20)),
    disease: fc.constantFrom('DM', 'HTN'),
  }),
  fc.record({
    what: fc.constant('live' as const),
    at: place,
    township: fc.constantFrom(...townships),
    month,
    born: fc.integer({ min: 1940, max: 1970 }),
  }),
  fc.record({ what: fc.constant('bind' as const), at: place, to: fc.integer({ min: 0, max: 5 }) }),
  fc.record({ what: fc.constant('read' as const) }),
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const patient = (n: number) => `p${n}`
const mark = (view: string, monthOf: string, org: number, who: string | null, day: string | null = null) =>
  house.record.db.query('insert into stale (county_id, view, month, org_key, patient_id, day) values ($1, $2, $3, $4, $5, $6)', [
    county,
    view,
    monthOf,
    org,
    who,
    day,
  ])
/** Deletes and inserts a flat row, leaving the marks that a write leaves: of the old row and of the new one. */
async function put(view: string, id: string, row: Record<string, unknown> | null) {
  const { db } = house.record
  for (const gone of await db.query<{ month: string; org_key: number; patient_id: string; day: string }>(
    `delete from flat_${view} where county_id = $1 and id = $2 returning month, org_key, patient_id, day`,
    [county, id],
  ))
    await mark(view, gone.month, gone.org_key, gone.patient_id, gone.day)
  if (!row) return
  const names = Object.keys(row)
  await db.query(
    `insert into flat_${view} (county_id, id, row_no, ${names.join(', ')}) values ($1, $2, 0, ${names.map((_, i) => `$${i + 3}`).join(', ')})`,
    [county, id, ...Object.values(row)],
  )
  if (view !== 'resident')
    await mark(view, row['month'] as string, row['org_key'] as number, row['patient_id'] as string, row['day'] as string)
}
async function play(s: Step) {
  const { db } = house.record
  if (s.what === 'read') return void (await refresh(db, county, groups, today))
  const who = patient(s.at.patient)
  if (s.what === 'visit')
    return put(
      'visit',
      `v${s.id}`,
      s.gone
        ? null
        : {
            patient_id: who,
            org_key: orgs[s.at.org],
            at: `${s.month}T04:00:00Z`,
            day: `${s.month.slice(0, 8)}0${s.on}`,
            month: s.month,
            class: s.class,
            total_fen: s.id * 100,
          },
    )
  if (s.what === 'register')
    return put('chronic_register', `r${s.id}`, {
      patient_id: who,
      org_key: orgs[s.at.org],
      at: s.month,
      day: s.month,
      month: s.month,
      disease: s.disease,
      ended: s.months === null ? null : shiftMonth(s.month, s.months),
    })
  if (s.what === 'live') {
    const doc = JSON.stringify({ resourceType: 'Patient', id: who })
    await db.query(
      `insert into resource (county_id, type, id, version, updated, origin, author, doc) values ($1, 'Patient', $2, 1, '2024-01-01', 'import', 'test', $3) on conflict do nothing`,
      [county, who, doc],
    )
    await put('resident', who, {
      patient_id: who,
      org_key: 1,
      day: `${s.born}-05-05`,
      month: `${s.born}-05-01`,
      sex: 'female',
      township: s.township ?? '141099100000',
      resident: s.township !== null,
      moved_in: s.month,
    })
    return void (await mark(...residentMark(who)))
  }
  const before = await db.query<{ person_id: string }>(`delete from person where county_id = $1 and patient_id = $2 returning person_id`, [
    county,
    who,
  ])
  await db.query(`insert into person (county_id, patient_id, person_id, valid_from) values ($1, $2, $3, '-infinity')`, [
    county,
    who,
    `P${s.to}`,
  ])
  for (const person of [who, `P${s.to}`, ...before.map((row) => row.person_id)]) await mark(...residentMark(person))
}

const cells = () =>
  house.record.db.query(
    `select measure_group, period, unit_kind, unit_key, dim_key, parts from cell where county_id = $1 and grain = 'month' and parts <> array_fill(0::bigint, array[array_length(parts, 1)]) order by 1, 2, 3, 4, 5`,
    [county],
  )
type Kept = Map<string, { version: number; rows: unknown[] }>
/** Reads again only the months whose version is another, as who keeps cells in memory does. */
async function keep(kept: Kept) {
  const { db } = house.record
  for (const { name } of groups) {
    const versions = await monthVersions(db, county, name, '1900-01-01', '2100-01-01')
    for (const key of kept.keys()) if (key.startsWith(`${name} `) && !versions.has(key.slice(name.length + 1))) kept.delete(key)
    for (const [month, version] of versions) {
      if (kept.get(`${name} ${month}`)?.version === version) continue
      const rows = (await cells()).filter((cell) => cell['measure_group'] === name && cell['period'] === month)
      kept.set(`${name} ${month}`, { version, rows })
    }
  }
}
const clear = async () => {
  for (const table of ['flat_visit', 'flat_chronic_register', 'flat_resident', 'person', 'resident_dim', 'cell', 'measure_state', 'stale'])
    await house.record.db.query(`delete from ${table} where county_id = $1`, [county])
}

it('after any writes, moves, bindings and readings between, cells are what counting from nothing gives, and so are months kept by their versions', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      await clear()
      const kept: Kept = new Map()
      for (const s of steps) {
        await play(s)
        if (s.what === 'read') await keep(kept)
      }
      await refresh(house.record.db, county, groups, today)
      await keep(kept)
      const told = await cells()
      const flat = [...kept.values()].flatMap(({ rows }) => rows.map((row) => JSON.stringify(row)))
      expect(flat.sort()).toEqual(told.map((row) => JSON.stringify(row)).sort())
      await house.record.db.query('delete from measure_state where county_id = $1', [county])
      await refresh(house.record.db, county, groups, today)
      expect(told).toEqual(await cells())
    }),
    { numRuns: 15 },
  )
}, 180_000)

it('a person counts once in any period of up to a year, by institution, county and township', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 15, maxLength: 40 }),
      month,
      fc.integer({ min: 1, max: 12 }),
      async (steps, from, length) => {
        await clear()
        for (const s of steps) await play(s)
        await refresh(house.record.db, county, groups, today)
        const { db } = house.record
        const to = shiftMonth(from, length - 1)
        const emergency = Object.keys(persons.parts).indexOf('emergency')
        const asked = { group: persons, parts: [{ part: 'emergency' }], from, to }
        const count = (unit: string, where = 'true') =>
          db.query<{ unit: string; n: number }>(
            `select ${unit} as unit, count(distinct coalesce(p.person_id, f.patient_id))::int as n from flat_visit f
           left join person p on p.county_id = f.county_id and p.patient_id = f.patient_id
           left join resident_dim d on d.county_id = f.county_id and d.person_id = p.person_id and f.day between d.valid_from and d.valid_to
           where f.county_id = $1 and f.class = 'EMER' and f.month between $2::date and $3::date and ${where} group by 1 order by 1`,
            [county, from, to],
          )
        const told = async (unit: 'organization' | 'residence' | 'county') => {
          const rows = await readPersons(db, county, { ...asked, unit })
          const units = [...new Set(rows.map((row) => row.unit))].sort()
          const monthsOf = (id: string) => new Map(rows.filter((row) => row.unit === id).map((row) => [row.period, row.parts]))
          return units.map((id) => ({ unit: id, n: personsIn(monthsOf(id), emergency, from, to) })).filter(({ n }) => n > 0)
        }
        expect(await told('organization')).toEqual(await count('f.org_key::text'))
        expect(await told('residence')).toEqual(await count('left(d.township, 9)', 'd.township is not null'))
        expect(await told('county')).toEqual(await count(`''`))
      },
    ),
    { numRuns: 15 },
  )
}, 180_000)

it('a stock counted from the ends of its rows is the stock counted day by day', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      await clear()
      for (const s of steps) await play(s)
      await refresh(house.record.db, county, groups, today)
      const read = (group: CellGroup) =>
        readSums(house.record.db, county, {
          group,
          parts: [{ part: 'count' }, { part: 'dm' }],
          from: '2024-01-01',
          to: '2026-03-01',
          unit: 'organization',
        })
      const sorted = (rows: Awaited<ReturnType<typeof read>>) => rows.map((row) => JSON.stringify(row)).sort()
      expect(sorted(await read(spans))).toEqual(sorted(await read(daily)))
    }),
    { numRuns: 15 },
  )
}, 180_000)
