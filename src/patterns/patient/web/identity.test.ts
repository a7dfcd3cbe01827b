import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeIdCard } from '../../../fhir/china/id-card.ts'
import { say } from '../../../kernel/grammar/texts.ts'
import { ageOf } from '../../../ui/PatientPicker.tsx'
import { fromIdCard, fromSearch, idProblem, problemsOf, readDay } from './identity.ts'
import { words } from './words.ts'

const woman = makeIdCard('141099', '1956-03-08', 412)

describe('what a search says of a new resident', () => {
  it('reads birth date and sex from an ID number', () => {
    expect(fromSearch(woman)).toEqual({ idCard: woman, birthDate: '1956-03-08', sex: 'female' })
    expect(fromSearch(` ${woman.slice(0, 6)} ${woman.slice(6)} `)).toEqual({ idCard: woman, birthDate: '1956-03-08', sex: 'female' })
  })
  it('keeps a mistyped number, and says nothing of birth or sex', () => {
    const wrong = woman.slice(0, 17) + (woman[17] === '1' ? '2' : '1')
    expect(fromSearch(wrong)).toEqual({ idCard: wrong })
    expect(idProblem(wrong)).toBe(words.idCheck)
  })
  it.each([
    ['13800001234', { phone: '13800001234' }],
    ['单晓梅', { name: '单晓梅' }],
    ['阿依古丽·买买提', { name: '阿依古丽·买买提' }],
    ['sxm', {}],
    ['1234', {}],
    ['', {}],
  ])('%j', (text, typed) => expect(fromSearch(text)).toEqual(typed))
})

it('agrees with every valid number about birth date and sex', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1900-01-01'), max: new Date('2020-12-31'), noInvalidDate: true }),
      fc.nat(999),
      (born, sequence) => {
        const birthDate = born.toISOString().slice(0, 10)
        expect(fromIdCard(makeIdCard('141098', birthDate, sequence))).toMatchObject({ birthDate, sex: sequence % 2 ? 'male' : 'female' })
      },
    ),
  )
})

it.each([
  ['19560308', '1956-03-08'],
  ['1956-3-8', '1956-03-08'],
  ['1956.03.08', '1956-03-08'],
  ['1956年3月8日', '1956-03-08'],
  ['19560230', undefined],
  ['1956', undefined],
])('day %j', (typed, day) => expect(readDay(typed)).toBe(day))

it('complains of a missing name, a wrong number and a day to come', () => {
  expect(problemsOf({ name: ' ', idCard: '123', birthDate: '20990101' })).toEqual({
    name: words.needed,
    idCard: words.idLength,
    birthDate: words.future,
  })
  expect(problemsOf({ name: '单晓梅', idCard: woman, birthDate: '1956-03-08' })).toEqual({})
})

it.each([
  ['1956-03-08', '2026-03-07', '69岁'],
  ['1956-03-08', '2026-03-08', '70岁'],
  ['2024-01-31', '2026-03-01', '25个月'],
  ['2026-02-20', '2026-03-01', '9天'],
  [undefined, '2026-03-01', '—'],
  ['2026-03-02', '2026-03-01', '—'],
])('age of %s on %s', (born, at, shown) => {
  expect(ageOf(born, (text, values) => say(text, 'zh', values), at)).toBe(shown)
})
