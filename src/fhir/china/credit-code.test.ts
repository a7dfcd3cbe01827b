import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { creditCodeCheckCharacter, organizationCheckCharacter, readCreditCode } from './credit-code.ts'

const ALPHABET = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
const symbols = (n: number) => fc.array(fc.constantFrom(...ALPHABET), { minLength: n, maxLength: n }).map((a) => a.join(''))
const first17 = fc.tuple(symbols(2), fc.constantFrom('141097', '141098', '141099'), symbols(9)).map((parts) => parts.join(''))

describe('readCreditCode', () => {
  it("reads a real company's published code with its parts", () => {
    expect(readCreditCode('91110000802100433b')).toEqual({
      ok: true,
      value: '91110000802100433B',
      region: '110000',
      organization: '802100433',
    })
  })

  it('refuses a wrong length, a forbidden letter and a wrong check', () => {
    expect(readCreditCode('9111000080210043')).toEqual({ ok: false, reason: 'length' })
    expect(readCreditCode('91110000I02100433B')).toEqual({ ok: false, reason: 'characters' })
    expect(readCreditCode('911100008021004330')).toEqual({ ok: false, reason: 'check' })
  })

  it('takes every code with a computed check and none with one symbol changed', () => {
    fc.assert(
      fc.property(first17, fc.nat(17), fc.integer({ min: 1, max: 30 }), (head, at, step) => {
        const value = head + creditCodeCheckCharacter(head)
        expect(readCreditCode(value).ok).toBe(true)
        const other = ALPHABET[(ALPHABET.indexOf(value[at]!) + step) % 31]!
        expect(readCreditCode(value.slice(0, at) + other + value.slice(at + 1)).ok).toBe(false)
      }),
    )
  })
})

describe('check characters', () => {
  it('agrees with the organisation code inside a published credit code', () => {
    expect(organizationCheckCharacter('80210043')).toBe('3')
  })

  it('refuses what is no code', () => {
    expect(() => creditCodeCheckCharacter('123')).toThrow(RangeError)
    expect(() => organizationCheckCharacter('1234567-')).toThrow(RangeError)
  })
})
