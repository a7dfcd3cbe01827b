import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { validate } from '../../fhir/validate/validate.ts'
import { faultsOf, stayDays, yearsAt } from './checks.ts'
import { sexBound, sexOf } from './codes.ts'
import { column, costGroups, costParts, partNames, sums, wholeOf } from './cost.ts'
import { fromFhir } from './fhir.ts'
import { qualityOf, softRules } from './quality.ts'
import { inOrder, type Page } from './shape.ts'

const page: Page = {
  number: 'B1-1',
  admittedAt: '2026-01-05',
  dischargedAt: '2026-01-12',
  days: 7,
  department: { code: '普外科', name: '普外科' },
  departure: '1',
  diagnoses: [{ text: '急性阑尾炎', coded: { code: 'K35.900' }, onAdmission: '1' }],
  operations: [{ text: '阑尾切除术', coded: { code: '47.0900' }, at: '2026-01-05', level: '2', surgeon: '李四' }],
  staff: {},
  details: { age: 76 },
  cost: { totalFen: 300, parts: { western: 200, antimicrobial: 100, other: 100 } },
}
const person = { sex: 'male', birthDate: '1950-01-01', idCard: '141099195001011235' }
const now = { now: '2026-06-30T12:00:00+08:00' }
const rules = (change: Partial<Page>, who: Partial<typeof person> = {}) =>
  faultsOf({ ...page, ...change }, { ...person, ...who }, now).map(({ rule, path }) => `${rule} ${path}`)
const doubts = (change: Partial<Page>, who: { birthDate?: string; idCard?: string | undefined } = {}) =>
  qualityOf({ page: { ...page, ...change }, person: { ...person, ...who } }).map(({ name }) => name)

it('a page in order has no fault and gives no reason for doubt', () => {
  expect(rules({})).toEqual([])
  expect(doubts({})).toEqual([])
})

it('costs: any split of a total is right, and a fen more or less is wrong', () => {
  const apart = partNames.filter((part) => !wholeOf(part))
  fc.assert(
    fc.property(fc.array(fc.nat(10_000_000), { minLength: apart.length, maxLength: apart.length }), fc.constantFrom(-1, 1), (fens, off) => {
      const parts = Object.fromEntries(apart.map((part, i) => [part, fens[i]!]))
      const totalFen = fens.reduce((a, b) => a + b)
      expect(rules({ cost: { totalFen, parts } })).toEqual([])
      expect(rules({ cost: { totalFen: totalFen + off, parts } })).toEqual(totalFen + off < 0 ? [expect.anything()] : ['sum cost.totalFen'])
    }),
  )
})

it('a part is not larger than what contains it', () => {
  for (const part of partNames) {
    const whole = wholeOf(part)
    if (whole) expect(rules({ cost: { totalFen: 5, parts: { [whole]: 5, [part]: 6 } } })).toContain(`part cost.parts.${part}`)
  }
  expect(partNames.filter(wholeOf)).toEqual(['physical', 'anaesthesia', 'operation', 'antimicrobial'])
})

it('days of stay: discharge less admission, the same day is one; years by the birthday', () => {
  expect([
    stayDays('2026-01-05', '2026-01-05T23:00:00+08:00'),
    stayDays('2026-02-27T20:00:00+08:00', '2026-03-01'),
    stayDays('2025-12-31', '2026-01-01'),
  ]).toEqual([1, 2, 1])
  expect([
    yearsAt('1950-01-06', '2026-01-05'),
    yearsAt('1950-01-05', '2026-01-05T00:00:00+08:00'),
    yearsAt('2026-01-05', '2026-01-05'),
  ]).toEqual([75, 76, 0])
  expect([inOrder('2026-01-05T10:00:00+08:00', '2026-01-05'), inOrder('2026-01-05T10:00:00+08:00', '2026-01-05T09:00:00+08:00')]).toEqual([
    true,
    false,
  ])
})

it('diagnoses of one sex: ranges are in order, do not overlap, and hold their ends', () => {
  for (const [i, [from, to, sex]] of sexBound.entries()) {
    expect([from <= to, (sexBound[i - 1]?.[1] ?? '') < from]).toEqual([true, true])
    expect([sexOf(`${from}.900`), sexOf(`${to}.x00x001`)]).toEqual([sex, sex])
  }
  expect(['C50.900', 'C59.900', 'N39.000', 'N60.900', 'D24.x00', 'P01.000', 'K35.900'].map(sexOf)).toEqual(Array(7).fill(undefined))
  const birth = { diagnoses: [{ text: '顺产', coded: { code: 'O80.900' } }] }
  expect([rules(birth), rules(birth, { sex: 'female' }), rules(birth, { sex: 'unknown' })]).toEqual([['sex diagnoses.0'], [], []])
  expect(rules({ diagnoses: [{ text: '本院编码', coded: { code: 'O80.900', local: true } }] })).toEqual([])
})

describe('quality', () => {
  const [main] = page.diagnoses as [Page['diagnoses'][number]]
  const [operation] = page.operations as [Page['operations'][number]]
  const coded = (code: string) => [{ ...main, coded: { code } }]
  it.each<[string, Partial<Page>, Parameters<typeof doubts>[1]?]>([
    ['no-id', {}, { idCard: undefined }],
    ['symptom', { diagnoses: coded('R50.900') }],
    ['local-code', { diagnoses: [{ ...main, coded: { code: 'X1', local: true } }] }],
    ['no-level', { operations: [{ text: operation.text, coded: operation.coded, at: '2026-01-05', surgeon: '李四' }] }],
    ['no-surgeon', { operations: [{ text: operation.text, coded: operation.coded, at: '2026-01-05', level: '2' }] }],
    ['no-operation-day', { operations: [{ text: operation.text, coded: operation.coded, level: '2', surgeon: '李四' }] }],
    ['no-on-admission', { diagnoses: [{ text: main.text, coded: main.coded }] }],
    ['no-department', { department: undefined }],
    ['no-cause', { diagnoses: coded('S72.000') }],
    ['no-receiver', { departure: '2' }],
    ['no-parts', { cost: { totalFen: 300 } }],
    ['no-cost', { cost: { totalFen: 0 } }],
    ['days-counted', { days: 8 }],
    ['age-counted', { details: { age: 75 } }],
    ['id-birth', {}, { birthDate: '1950-01-02' }],
    ['newborn', { details: { admissionWeight: 3200 } }],
    ['weight', { diagnoses: coded('O80.900'), details: { birthWeight: 250 } }],
  ])('%s is doubted, and does not keep the page out', (name, change, who) => {
    expect(doubts(change, who)).toContain(name)
    expect(rules(change, { ...(who?.birthDate ? { birthDate: who.birthDate } : {}), sex: 'unknown' })).toEqual([])
  })
  it('knows no other rule', () => expect(softRules).toHaveLength(17))
  it('a mother’s page may carry the weight of her child', () => {
    expect(doubts({ diagnoses: coded('O80.900'), details: { birthWeight: 3200 } })).toEqual([])
    expect(doubts({ details: { birthWeight: 3200 } })).toEqual(['newborn'])
  })
})

it('every part of the cost has a group and a column of its own; what reports ask for is made of parts that add up', () => {
  expect(new Set(partNames.map(column)).size).toBe(partNames.length)
  expect(partNames.filter((part) => !(costParts[part].group in costGroups))).toEqual([])
  const summed = Object.values(sums).flat()
  expect(summed.filter((part) => wholeOf(part))).toEqual([])
  expect(new Set(summed).size).toBe(summed.length)
})

it('a stay outside the county, known from its settlement alone, reads as a stay too', () => {
  const encounter = {
    resourceType: 'Encounter',
    id: 'e1',
    extension: [{ url: 'urn:countywide:total-cost', valueMoney: { value: 12345.6, currency: 'CNY' } }],
    identifier: [{ system: 'urn:countywide:visit-number:o1', value: 'JS1' }],
    status: 'finished',
    class: { code: 'IMP' },
    subject: { reference: 'Patient/p1' },
    period: { start: '2026-01-05', end: '2026-01-08' },
    reasonCode: [{ coding: [{ system: 'urn:oid:2.16.156.10011.2.3.3.11.3', code: 'I63.900' }] }],
    serviceProvider: { reference: 'Organization/o1' },
  }
  expect(validate(encounter).filter(({ severity }) => severity === 'error')).toEqual([])
  expect(fromFhir([encounter])).toMatchObject({
    number: 'JS1',
    days: 3,
    diagnoses: [{ text: 'I63.900', coded: { code: 'I63.900' } }],
    operations: [],
    cost: { totalFen: 1_234_560 },
  })
})
