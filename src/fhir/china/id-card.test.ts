import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { idCardCheckCharacter, makeIdCard, readIdCard } from './id-card.ts'

const region = fc.constantFrom('141097', '141098', '141099', '110105')
const birthDate = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2025-12-31'), noInvalidDate: true })
  .map((d) => d.toISOString().slice(0, 10))
const sequence = fc.integer({ min: 0, max: 999 })
const card = fc.tuple(region, birthDate, sequence).map(([r, b, s]) => makeIdCard(r, b, s))

describe('readIdCard', () => {
  it.each([
    ['11010519491231002X', '1949-12-31', 'female', '110105'],
    ['141099195001011235', '1950-01-01', 'male', '141099'],
    ['141099202002290013', '2020-02-29', 'male', '141099'],
  ])('reads the published example %s', (text, born, sex, from) => {
    expect(readIdCard(text)).toEqual({ ok: true, birthDate: born, sex, value: text, region: from })
  })

  it.each(['１１０１０５１９４９１２３１００２Ｘ', ' 110105 19491231 002x ', '110105\u300019491231002X\u200b'])(
    'mends what people type: %j',
    (text) => {
      expect(readIdCard(text)).toMatchObject({ ok: true, value: '11010519491231002X' })
    },
  )

  it('upgrades a 15-digit number to the 18-digit number of the same person', () => {
    expect(readIdCard('110105491231002')).toMatchObject({ ok: true, value: '11010519491231002X', birthDate: '1949-12-31' })
  })

  it.each([
    ['1101051949123100', { reason: 'length' }],
    ['', { reason: 'length' }],
    ['1101051949I231002X', { reason: 'characters', at: 10 }],
    ['X1010519491231002X', { reason: 'characters', at: 0 }],
    ['010105194912310025', { reason: 'characters', at: 0 }],
    ['1101054912310O2', { reason: 'characters', at: 13 }],
    ['11010519491231002Y', { reason: 'characters', at: 17 }],
    ['141099202102290013', { reason: 'date', at: 6 }],
    ['141099190002290013', { reason: 'date', at: 6 }],
    ['141099202013010013', { reason: 'date', at: 6 }],
    ['141099202000010013', { reason: 'date', at: 6 }],
    ['141099170001010013', { reason: 'date', at: 6 }],
    ['110105194912310021', { reason: 'check', at: 17 }],
  ])('refuses %s and says why', (text, why) => {
    expect(readIdCard(text)).toEqual({ ok: false, ...why })
  })

  it('refuses a birth after today, and takes the same number on the day', () => {
    const born = makeIdCard('141099', '2025-06-02', 10)
    expect(readIdCard(born, '2025-06-01')).toEqual({ ok: false, reason: 'future', at: 6 })
    expect(readIdCard(born, '2025-06-02').ok).toBe(true)
  })

  it('takes whatever makeIdCard makes', () => {
    fc.assert(
      fc.property(region, birthDate, sequence, (r, b, s) => {
        const value = makeIdCard(r, b, s)
        expect(readIdCard(value)).toEqual({ ok: true, birthDate: b, sex: s % 2 ? 'male' : 'female', value, region: r })
      }),
    )
  })

  it('refuses every number with one digit changed', () => {
    fc.assert(
      fc.property(card, fc.nat(17), fc.integer({ min: 1, max: 9 }), (value, at, step) => {
        const digit = value[at] === 'X' ? 9 : Number(value[at])
        expect(readIdCard(value.slice(0, at) + ((digit + step) % 10) + value.slice(at + 1)).ok).toBe(false)
      }),
    )
  })
})

describe('making numbers', () => {
  it('refuses parts that are no parts', () => {
    expect(() => idCardCheckCharacter('1101051949123100')).toThrow(RangeError)
    expect(() => makeIdCard('41099', '1950-01-01', 1)).toThrow(RangeError)
    expect(() => makeIdCard('141099', '1950-02-30', 1)).toThrow(RangeError)
    expect(() => makeIdCard('141099', '1950-01-01', 1000)).toThrow(RangeError)
  })
})
