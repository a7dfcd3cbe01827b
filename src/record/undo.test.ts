import fc from 'fast-check'
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import { csv, folder, imported, type Line, line } from '../../test/files.ts'
import { county, hypertension, type TestHouse, testHouse } from '../../test/house.ts'
import { importFile } from '../adapters/files/import.ts'
import { visits as kind } from '../adapters/files/kinds/visits.ts'
import { measures } from '../capabilities/visits/indicators.ts'
import { verifyAudit } from './audit.ts'
import { readBatch } from './batch.ts'
import { readCells } from './cell-read.ts'
import { type CellGroup, refresh } from './cells.ts'
import { undoBatch } from './undo.ts'

const files = folder()
afterAll(() => files.remove())
let house: TestHouse
beforeEach(async () => {
  house = await testHouse()
})
afterEach(() => house.close())

type Rows = readonly string[][]
const load = (rows: Rows, at: TestHouse = house) =>
  importFile(files.file('visits.csv', csv(rows)), { record: at.record, county, kind, actor: 'tester', chunkRows: 30 })
const undo = (batch: string, at: TestHouse = house) =>
  undoBatch(at.record, county, batch, { actor: 'tester', now: new Date().toISOString(), chunk: 25 })
const rowsOf = (from: number, to: number, change: (n: number) => Line = () => ({})) =>
  Array.from({ length: to - from }, (_, i) => line(from + i, change(from + i)))

/** Everything but versions, refusals and marks. */
async function content(at: TestHouse = house) {
  const { documents, flat, tokens, timeline, persons, names, relations } = await imported(at.record.db)
  const there = documents.flatMap(({ version: _, ...document }) => (document['doc'] === null ? [] : [document]))
  return { documents: there, flat, tokens, timeline, persons, names, relations }
}
const [group] = measures as unknown as [CellGroup]
/** Visits by month and institution as a reader of numbers gets them, and counted one by one. */
async function numbers() {
  await refresh(house.record.db, county, [group])
  const cells = await readCells(house.record.db, county, group, '2000-01-01', '2100-01-01')
  const rows = await house.record.db.query<{ at: string; n: number }>(
    `select month || ' ' || org_key as at, count(*)::int as n from flat_visit where county_id = $1 group by 1`,
    [county],
  )
  return {
    read: Object.fromEntries(cells.map((cell) => [`${cell.period} ${cell.unit}`, cell.parts[0]])),
    counted: Object.fromEntries(rows.map(({ at, n }) => [at, n])),
  }
}

it('undo of a correction is as before it; undo of the first import leaves nothing; importing again brings all back', async () => {
  const a = rowsOf(0, 100)
  const b = rowsOf(20, 60, (n) => (n % 3 ? { 总费用: '1.23', 就诊时间: '2026-05-02 09:00' } : {}))
  const first = await load(a)
  const before = await content()
  expect(new Set(before.relations.map(({ patient_id, org, reason }) => `${patient_id} ${org} ${reason}`))).toEqual(
    new Set(
      before.documents.flatMap((d) =>
        d['type'] === 'Patient' ? [`${d['id']} ${String(d['doc']).match(/"Organization\/([^"]+)"/)![1]} import`] : [],
      ),
    ),
  )
  const second = await load(b)
  expect(await undo(second.batch)).toMatchObject({ removed: 0, restored: second.changed, kept: 0, state: 'undone' })
  expect(await content()).toEqual(before)
  expect(await undo(first.batch)).toMatchObject({ removed: first.taken, restored: 0, kept: 0 })
  expect(await content()).toEqual({ documents: [], flat: [], tokens: [], timeline: [], persons: [], names: [], relations: [] })
  expect(await undo(first.batch)).toBeUndefined()
  expect(await load(a)).toMatchObject({ taken: first.taken, changed: 0, skipped: 0, resumed: false, state: 'done' })
  expect(await content()).toEqual(before)
  expect(await load(b)).toMatchObject({ taken: 0, changed: second.changed })
  expect((await verifyAudit(house.record.db, county)).broken).toEqual([])
})

it('leaves what somebody worked on or a later file corrected, and a patient who is needed', async () => {
  const first = await load(rowsOf(0, 12))
  const later = await load([line(5, { 总费用: '5.55' }), line(100, { 证件号码: line(0)[2]! })])
  const [{ id }] = (await house.record.db.query<{ id: string }>(`select id from flat_visit where county_id = $1 and number = 'MZ000003'`, [
    county,
  ])) as [{ id: string }]
  await house.do('visit.amend', { diagnoses: hypertension, totalFen: 12345, reason: '补录' }, { id })
  // Kept: two visits that changed since, and the three patients of those and of the later file's second row.
  expect(await undo(first.batch)).toMatchObject({ removed: first.taken - 5, restored: 0, kept: 5, state: 'undone' })
  const numbersOf = async () =>
    (await house.record.db.query<{ number: string }>('select number from flat_visit where county_id = $1 order by 1', [county])).map(
      (r) => r.number,
    )
  expect(await numbersOf()).toEqual(['MZ000003', 'MZ000005', 'MZ000100'])
  expect(await undo(later.batch)).toMatchObject({ removed: 4, kept: 0 })
  expect(await numbersOf()).toEqual(['MZ000003'])
  expect((await content()).documents).toHaveLength(2)
})

it('what goes back to an earlier version keeps its patient, wherever both stand in the batch', async () => {
  const same = (n: number, cost: string): Line => ({
    证件号码: line(1)[2]!,
    姓名: '单晓梅',
    机构代码: 'QY000002X',
    总费用: cost,
    就诊号: `X${n}`,
  })
  const rows = (cost: string, length: number) => Array.from({ length }, (_, n) => line(n, same(n, cost)))
  const [first, second] = [await load(rows('1.00', 1)), await load(rows('2.00', 60))]
  const third = await load([...rows('3.00', 61)].reverse())
  for (const { batch } of [first, third]) await undo(batch)
  expect((await content()).documents).toHaveLength(61) // the patient too
  await undo(second.batch)
  expect((await content()).documents).toEqual([])
})

it('an interrupted undo goes on where it was', async () => {
  const { batch, taken } = await load(rowsOf(0, 100))
  const stop = new AbortController()
  const half = await undoBatch(house.record, county, batch, {
    actor: 'tester',
    now: new Date().toISOString(),
    chunk: 25,
    signal: stop.signal,
    progress: () => stop.abort(),
  })
  expect(half).toMatchObject({ removed: 25, state: 'undoing' })
  expect(await undo(batch)).toMatchObject({ removed: taken - 25, state: 'undone' })
  expect(await readBatch(house.record.db, county, batch)).toMatchObject({ undone: taken, kept: 0 })
  expect((await content()).documents).toEqual([])
})

it('whatever is imported and undone in whatever order, what is left is what the others say, and so are the numbers', async () => {
  const span = fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 25 }), fc.integer({ min: 0, max: 3 }))
  const plan = fc.record({
    batches: fc.array(span, { minLength: 2, maxLength: 4 }),
    undone: fc.array(fc.nat(3), { minLength: 1, maxLength: 3 }),
  })
  await fc.assert(
    fc.asyncProperty(plan, async ({ batches, undone }) => {
      const model = await testHouse()
      await house.close()
      house = await testHouse()
      try {
        const given = batches.map(([from, length, cost], i) =>
          rowsOf(from, from + length, (n) => ({ 科室: `科${i}`, ...(n % 3 ? { 总费用: `${cost}.00` } : {}) })),
        )
        const ids: string[] = []
        for (const rows of given) ids.push((await load(rows)).batch)
        await numbers()
        const out = new Set(undone.map((i) => ids[i % ids.length]!))
        for (const id of out) await undo(id)
        for (const [i, rows] of given.entries()) if (!out.has(ids[i]!)) await load(rows, model)
        expect(await content()).toEqual(await content(model))
        const { read, counted } = await numbers()
        expect(read).toEqual(counted)
      } finally {
        await model.close()
      }
    }),
    { numRuns: 8, endOnFailure: true },
  )
}, 120_000)

it('does nothing while a month whose numbers it would change is locked', async () => {
  const { batch, taken } = await load(rowsOf(0, 20))
  await house.record.db.query(`insert into claim (county_id, resource, slot, holder) values ($1, 'month-lock/2026-02-01', 1, 'month')`, [
    county,
  ])
  expect(await undo(batch)).toMatchObject({ removed: 0, state: 'done', locked: '2026-02' })
  await house.record.db.query('delete from claim where county_id = $1', [county])
  expect(await undo(batch)).toMatchObject({ removed: taken, state: 'undone' })
})
