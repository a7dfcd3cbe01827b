import { afterAll, beforeAll, expect, it } from 'vitest'
import { county, type TestHouse, testHouse } from '../../test/house.ts'
import { wallDays, wallPass, wallToken } from './wall-token.ts'

let house: TestHouse
const now = new Date('2026-03-02T00:00:00Z')
const later = (days: number) => new Date(now.getTime() + days * 86_400_000)
beforeAll(async () => {
  house = await testHouse(() => now)
  await house.record.db.query(`insert into account (county_id, login, name, password_hash) values ($1, 'chief', '局长', 'hash-1')`, [
    county,
  ])
}, 60_000)
afterAll(() => house?.close())

it('a pass holds for its days, asks to be renewed after one, and is nobody else’s when a letter of it changes', async () => {
  const { db } = house.record
  const token = (await wallToken(db, county, 'chief', now))!
  expect(await wallPass(db, token, now)).toMatchObject({ county, login: 'chief', old: false })
  expect((await wallPass(db, token, later(2)))?.old).toBe(true)
  expect(await wallPass(db, token, later(wallDays + 1))).toBeUndefined()
  const forged = token.replace(/\.(\d+)\./, (_, until: string) => `.${Number(until) + 86_400}.`)
  expect(forged).not.toBe(token)
  expect(await wallPass(db, forged, now)).toBeUndefined()
  expect(await wallPass(db, undefined, now)).toBeUndefined()
  expect(await wallToken(db, county, 'nobody', now)).toBeUndefined()
})

it('a new password or a disabled account ends the walls it opened', async () => {
  const { db } = house.record
  const token = await wallToken(db, county, 'chief', now)
  await db.query(`update account set password_hash = 'hash-2' where county_id = $1 and login = 'chief'`, [county])
  expect(await wallPass(db, token, now)).toBeUndefined()
  const next = await wallToken(db, county, 'chief', now)
  expect(await wallPass(db, next, now)).toBeDefined()
  await db.query(`update account set disabled = true where county_id = $1 and login = 'chief'`, [county])
  expect(await wallPass(db, next, now)).toBeUndefined()
})
