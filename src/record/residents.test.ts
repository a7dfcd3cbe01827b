import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { county, type TestHouse, testHouse } from '../../test/house.ts'
import { makeIdCard } from '../fhir/china/id-card.ts'
import type { Resource } from '../fhir/resource.ts'
import { toFhir } from '../patterns/patient/fhir.ts'
import type { Resident } from '../patterns/patient/shape.ts'
import { derivedId } from './ids.ts'
import { incoming } from './incoming.ts'
import { loadChunk } from './load.ts'
import { readMany } from './read.ts'
import { refreshResidents, residentMark } from './residents.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
})
afterAll(() => house.close())

const card = (n: number) => makeIdCard('141099', '1956-03-08', n)
const personOf = (n: number) => derivedId('test', county, 'person', 'id-card', card(n))
type Fact = Partial<Resident> & { n: number; from: string }
/** A row of a source about person n. */
const patient = ({ n, from, ...rest }: Fact): Resource =>
  toFhir({
    id: derivedId('test', county, from, 'Patient.resident', card(n)),
    state: rest.diedOn ? 'deceased' : 'active',
    name: '单晓梅',
    sex: n % 2 ? 'male' : 'female',
    birthDate: '1956-03-08',
    idCard: card(n),
    organization: 'qy-a',
    ...rest,
  })[0]!

let files = 0
/** One file: its rows in one batch of the load path. */
async function load(facts: readonly Fact[]) {
  const batch = `batch-${++files}`
  const at = new Date(Date.UTC(2026, 0, 1, 0, 0, files)).toISOString()
  const audit = { at, actor: 'tester', organization: '', action: 'import.test', detail: {} }
  await house.record.db.query(
    `insert into batch (county_id, id, kind, file_name, checksum, state, actor, started_at, first_started_at) values ($1, $2, 'residents', 'x', 'x', 'running', 't', $3, $3)`,
    [county, batch, at],
  )
  const documents = facts.map(patient).map((resource) => incoming(resource, { owner: 'resident' }))
  await loadChunk(house.record, { county, batch, since: at, audit }, { documents, refusals: [], checkpoint: facts.length })
}
const dim = () =>
  house.record.db.query(
    `select person_id, valid_from::text as "from", valid_to::text as "to", sex, township, village, registered, insurance, died
     from resident_dim where county_id = $1 order by person_id, valid_from`,
    [county],
  )
const rows = async (n: number) =>
  (await dim()).filter((row) => row['person_id'] === personOf(n)).map(({ person_id: _, sex: __, village: ___, ...row }) => row)
const here = { township: '141099100', resident: true, registered: true } as const
const away = { township: '141099101', resident: true, registered: false } as const
const always = { from: '-infinity', to: 'infinity', insurance: null, died: null }

describe('one person', () => {
  it('is where the register says, from the day he moved in to the day he moved out', async () => {
    await load([{ n: 2, from: 'A', ...here, insurance: '390', movedOut: '2025-06-30' }])
    expect(await refreshResidents(house.record.db, county)).toBe(1)
    const first = { ...always, insurance: '390', township: '141099100', registered: true, to: '2025-06-30' }
    expect(await rows(2)).toEqual([first])
    await load([{ n: 2, from: 'B', ...away, movedIn: '2025-07-01' }])
    await refreshResidents(house.record.db, county)
    expect(await rows(2)).toEqual([first, { ...always, from: '2025-07-01', township: '141099101', registered: false }])
    expect(await refreshResidents(house.record.db, county)).toBe(0)
  })

  it('overlapping registers: the later moved in from his day on; registered wherever one says so', async () => {
    await load([{ n: 4, from: 'B', ...away, movedIn: '2024-05-01' }])
    await load([{ n: 4, from: 'A', ...here }])
    await refreshResidents(house.record.db, county)
    expect(await rows(4)).toEqual([
      { ...always, to: '2024-04-30', township: '141099100', registered: true },
      { ...always, from: '2024-05-01', township: '141099101', registered: true },
    ])
  })

  it('facts that do not tell: the newest file; who is only registered here has no township', async () => {
    await load([{ n: 6, from: 'A', ...here }])
    await load([{ n: 6, from: 'B', ...away }])
    await refreshResidents(house.record.db, county)
    expect(await rows(6)).toMatchObject([{ township: '141099101' }])
    await load([{ n: 6, from: 'A', ...here, insurance: '310' }])
    await refreshResidents(house.record.db, county)
    expect(await rows(6)).toMatchObject([{ township: '141099100', insurance: '310' }])
    await load([{ n: 8, from: 'A', ...here, resident: false, movedIn: '2020-01-01' }])
    await refreshResidents(house.record.db, county)
    const registered = { ...always, from: '2020-01-01', township: null, registered: true }
    expect(await rows(8)).toEqual([registered])
    const desk = { township: '141099102' }
    await load([{ n: 8, from: 'D', ...desk }])
    await refreshResidents(house.record.db, county)
    expect(await rows(8)).toEqual([{ ...always, to: '2019-12-31', township: '141099102', registered: null }, registered])
    await load([{ n: 8, from: 'B', ...away }])
    await refreshResidents(house.record.db, county)
    expect((await rows(8)).map((row) => row['township'])).toEqual(['141099101', '141099101'])
  })

  it('a death counts whoever reported it, and goes when it is undone; who stands in no register is not there', async () => {
    await load([{ n: 10, from: 'A', ...here }])
    await load([
      { n: 10, from: 'C', diedOn: '2026-02-03' },
      { n: 12, from: 'C', diedOn: '2026-02-03' },
    ])
    await refreshResidents(house.record.db, county)
    expect(await rows(10)).toEqual([{ ...always, township: '141099100', registered: true, died: '2026-02-03' }])
    expect(await rows(12)).toEqual([])
    await remove(patient({ n: 10, from: 'C' }).id!)
    await refreshResidents(house.record.db, county)
    expect(await rows(10)).toMatchObject([{ died: null }])
    await remove(patient({ n: 10, from: 'A' }).id!)
    await refreshResidents(house.record.db, county)
    expect(await rows(10)).toEqual([])
  })

  it('is followed through an ID number that is mended at a desk', async () => {
    const { id } = await house.do('resident.register', { name: '解甲', idCard: card(14), township: '141099100' })
    await refreshResidents(house.record.db, county)
    expect(await rows(14)).toMatchObject([{ township: '141099100', registered: null }])
    await load([{ n: 14, from: 'A', ...away }])
    await house.do('resident.amend', { idCard: card(16), reason: '号码录错' }, { id })
    await refreshResidents(house.record.db, county)
    expect(await rows(14)).toMatchObject([{ township: '141099101' }])
    expect(await rows(16)).toMatchObject([{ township: '141099100' }])
    await house.do('resident.annul', { reason: '重复' }, { id })
    await refreshResidents(house.record.db, county)
    expect(await rows(16)).toEqual([])
  })

  it('is followed through merging and parting of persons', async () => {
    const { db } = house.record
    const { id } = patient({ n: 18, from: 'A' })
    await load([{ n: 18, from: 'A', ...here }])
    await load([{ n: 20, from: 'B', ...away, movedIn: '2020-01-01' }])
    const bind = async (person: string) => {
      await db.query(`update person set valid_to = now() where county_id = $1 and patient_id = $2 and valid_to = 'infinity'`, [county, id])
      await db.query('insert into person (county_id, patient_id, person_id, valid_from) values ($1, $2, $3, clock_timestamp())', [
        county,
        id,
        person,
      ])
      await db.query('insert into stale (county_id, view, month, org_key, patient_id) values ($1, $2, $3, $4, $5)', [
        county,
        ...residentMark(id!),
      ])
      await refreshResidents(db, county)
    }
    await refreshResidents(db, county)
    const apart = [await rows(18), await rows(20)]
    await bind(personOf(20))
    expect([await rows(18), (await rows(20)).map((row) => row['township'])]).toEqual([[], ['141099100', '141099101']])
    await bind(personOf(18))
    expect([await rows(18), await rows(20)]).toEqual(apart)
  })
})

/** Deletes a document as undoing a batch does. */
async function remove(id: string) {
  const [before] = await readMany(house.record.db, county, [{ type: 'Patient', id }])
  const audit = { at: new Date().toISOString(), actor: 'tester', organization: '', action: 'undo', detail: {} }
  await house.record.write({ county, audit, origin: 'import', documents: [{ type: 'Patient', id, before: before!, doc: null }] })
}

describe('any order of files', () => {
  const day = fc.integer({ min: 0, max: 40 }).map((n) => new Date(Date.UTC(2020, n, 1)).toISOString().slice(0, 10))
  const fact = fc.record({
    n: fc.integer({ min: 50, max: 52 }),
    from: fc.constantFrom('A', 'B', 'C'),
    township: fc.constantFrom('141099100', '141099101', '141099102'),
    resident: fc.boolean(),
    registered: fc.boolean(),
    movedIn: day,
    insurance: fc.constantFrom('310', '390'),
  })
  const death = fc.record({ n: fc.integer({ min: 50, max: 52 }), from: fc.constant('D'), diedOn: day })
  const facts = fc.uniqueArray(fc.oneof(fact, death), {
    selector: (f) => `${f.n} ${'movedIn' in f ? `${f.movedIn}` : 'died'}`,
    minLength: 4,
    maxLength: 12,
  })
  const once = fc.array(fc.nat(), { minLength: 12, maxLength: 12 })

  it('gives the same dimension, refreshed after each file or once, and rebuilt from nothing', async () => {
    await fc.assert(
      fc.asyncProperty(facts, once, fc.boolean(), async (all, order, eachTime) => {
        const { db } = house.record
        const clear = async () => {
          for (const table of ['resource', 'history', 'token', 'compartment'])
            await db.query(`delete from ${table} where county_id = $1 and type = 'Patient'`, [county])
          for (const table of ['person', 'person_name', 'flat_resident', 'flat_deceased', 'resident_dim'])
            await db.query(`delete from ${table} where county_id = $1`, [county])
        }
        // the last row of a source about a person stands; the same set for both orders
        const last = [...new Map(all.map((f) => [`${f.n} ${f.from}`, f])).values()] as Fact[]
        await clear()
        await load(last)
        await refreshResidents(db, county)
        const expected = await dim()
        await clear()
        const shuffled = last.map((f, i) => [order[i]!, f] as const).sort(([a], [b]) => a - b)
        for (const [, f] of shuffled) {
          await load([f])
          if (eachTime) await refreshResidents(db, county)
        }
        await refreshResidents(db, county)
        expect(await dim()).toEqual(expected)
        expect(await refreshResidents(db, county, true)).toBe(0)
        await db.query('delete from resident_dim where county_id = $1', [county])
        await refreshResidents(db, county, true)
        expect(await dim()).toEqual(expected)
      }),
      { numRuns: 25 },
    )
  })
})
