import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDb } from '../../test/postgres.ts'
import type { Db } from './db.ts'
import { arrayText, copyLine, difference, type Row, type Table } from './table.ts'

const table: Table = {
  name: 'kept',
  key: 1,
  columns: [
    ['id', 'int'],
    ['word', 'text'],
    ['list', 'text[]'],
  ],
}
let db: Db
let close: () => Promise<void>
beforeAll(async () => {
  ;({ db, close } = await testDb({ max: 1 }))
  await db.query('create table kept (county_id int, id int, word text, list text[])')
})
afterAll(() => close())

const word = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom(...'\\"\'{},\t\n\r\b\f\v NULL\\N.\u2028\u00a0'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
  })
  .filter((s) => s.isWellFormed() && !s.includes('\0'))
const rows = fc.array(fc.tuple(fc.option(word), fc.array(fc.option(word), { maxLength: 4 })), { minLength: 1, maxLength: 8 })

it('COPY and arrays give back every text exactly', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (values) => {
      const all: Row[] = values.map(([text, list], i) => [i, text, list])
      await db.query('truncate kept')
      await db.copyIn(
        'kept',
        all.map((row) => copyLine(7, row)),
      )
      const stored = await db.query('select id, word, to_jsonb(list) as list from kept where county_id = 7 order by id')
      expect(stored).toEqual(all.map(([id, text, list]) => ({ id, word: text, list })))
      const [texts] = values.map(([, list]) => list)
      expect(await db.query('select to_jsonb($1::text::text[]) as list', [arrayText(texts!)])).toEqual([{ list: texts }])
    }),
    { numRuns: 100 },
  )
})

it('the difference turns the rows before into the rows after, and touches no row that is equal', () => {
  const version = fc.uniqueArray(fc.tuple(fc.nat(5), fc.constantFrom('a', 'b')), { selector: ([id]) => id })
  fc.assert(
    fc.property(version, version, (before, after) => {
      const { put, drop } = difference(table, before, after)
      const now = new Map(before)
      for (const [id] of drop) now.delete(id as number)
      for (const [id, text] of put) now.set(id as number, text as 'a' | 'b')
      expect(now).toEqual(new Map(after))
      const equal = after.filter(([id, text]) => before.some((b) => b[0] === id && b[1] === text))
      expect(put.length + equal.length).toBe(after.length)
    }),
  )
})
