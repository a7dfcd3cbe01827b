import { expect, it } from 'vitest'
import { institutionTypes, isHospital, isPrimaryCare } from '../institutions/ws218.ts'
import * as sets from './value-sets.ts'

const { nameIn, ...tables } = sets

it.each(Object.entries({ ...tables, institutionTypes }))('%s has both languages for every code, no name twice', (_, table) => {
  const rows = Object.values<readonly [string, string]>(table)
  expect(rows.length).toBeGreaterThan(1)
  expect(rows.filter(([zh, en]) => !/\p{Script=Han}|^(A|B|O|AB)型$|^[ⅠⅡⅢ]$/u.test(zh) || !/^[\x20-\x7e]+$/.test(en))).toEqual([])
  for (const language of [0, 1] as const) expect(new Set(rows.map((row) => row[language])).size).toBe(rows.length)
})

it('lists the 56 nationalities in the order of the standard', () => {
  expect(Object.keys(sets.nationalities).toSorted()).toEqual(Array.from({ length: 56 }, (_, i) => String(i + 1).padStart(2, '0')))
  expect([sets.nationalities['01'], sets.nationalities['56']]).toEqual([
    ['汉族', 'Han'],
    ['基诺族', 'Jino'],
  ])
})

it('names a code in either language and shows an unknown code as it is', () => {
  expect(nameIn(sets.departures, '5', 'zh')).toBe('死亡')
  expect(nameIn(sets.departures, '5', 'en')).toBe('Died')
  expect(nameIn(sets.departures, '7', 'en')).toBe('7')
})

it('tells hospitals from primary care', () => {
  expect(Object.keys(institutionTypes).filter(isPrimaryCare)).toEqual(expect.arrayContaining(['B100', 'C210', 'C220', 'D600']))
  expect(Object.keys(institutionTypes).filter((t) => isPrimaryCare(t) && isHospital(t))).toEqual([])
  expect(['A100', 'A210', 'A519', 'A600', 'G100', 'J100'].map(isHospital)).toEqual([true, true, true, false, false, false])
})
