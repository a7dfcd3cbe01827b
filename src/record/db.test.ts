import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDb } from '../../test/postgres.ts'
import { type Db, isUnique } from './db.ts'

let db: Db
let close: () => Promise<void>
beforeAll(async () => {
  ;({ db, close } = await testDb({ max: 2 }))
  await db.query('create table numbers (n int primary key, word text)')
})
afterAll(() => close())

const copying = (chunks: Iterable<string>) =>
  db.transaction((tx) => tx.copyIn('numbers (n, word)', chunks)).catch((error: unknown) => error)
const count = async () => (await db.query<{ n: number }>('select count(*)::int as n from numbers'))[0]!.n

it('a COPY that breaks a key is an error like any other, and the connection lives on', async () => {
  expect(await copying(['1\ta\n', '2\tb\n'])).toBeUndefined()
  for (let i = 0; i < 5; i++) expect(isUnique(await copying(['3\tc\n', '1\tagain\n']))).toBe(true)
  expect(await count()).toBe(2)
})

it('so is a COPY of what the database cannot keep, at its beginning, middle and end', async () => {
  const many = (bad: string) =>
    function* () {
      for (let i = 0; i < 300; i++) yield i === 150 ? bad : `${1000 + i}\t${'x'.repeat(2000)}\n`
    }
  for (let i = 0; i < 5; i++) {
    expect(await copying(['\0'])).toMatchObject({ code: '22021' })
    expect(await copying(many('x\ty\n')())).toMatchObject({ code: '22P02' })
    expect(await copying(['7\ta\n', '8\t\0\n'])).toMatchObject({ code: '22021' })
  }
  expect(await count()).toBe(2)
})

it('and an error of whoever gives the rows', async () => {
  const broken = function* () {
    yield '5\ta\n'
    throw new Error('no more rows')
  }
  for (let i = 0; i < 5; i++) expect(await copying(broken())).toMatchObject({ message: 'no more rows' })
  expect(await count()).toBe(2)
})
