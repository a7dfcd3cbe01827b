import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskIdCard, maskName, maskPerson, maskPhone } from './masking.ts'

const text = fc.string({ unit: 'grapheme', maxLength: 40 })
const length = (t: string) => [...t].length

describe('masking', () => {
  it('shows what a clerk needs to tell two people apart and no more', () => {
    expect(['张三丰', '张三', '张', '欧阳震华', '', '买买提·吐尔逊'].map(maskName)).toEqual([
      '张*丰',
      '张*',
      '*',
      '欧**华',
      '',
      '买*****逊',
    ])
    expect(maskIdCard('141099199001011234')).toBe('141099********1234')
    expect(maskIdCard('141099900101123')).toBe('14***********23')
    expect(maskIdCard('E123')).toBe('****')
    expect(['13812345678', '0351-5678901', '120', ''].map(maskPhone)).toEqual(['138****5678', '035*****8901', '*20', ''])
  })

  it('keeps the length and never shows half or more', () => {
    fc.assert(
      fc.property(text, (value) => {
        for (const [mask, most] of [
          [maskName, 2],
          [maskIdCard, 10],
          [maskPhone, 7],
        ] as const) {
          const masked = mask(value)
          expect(length(masked)).toBe(length(value))
          const shown = [...masked].filter((c, i) => c !== '*' && c === [...value][i]).length
          expect(shown).toBeLessThanOrEqual(most)
          if (length(value) > 0) expect(masked).toContain('*')
        }
      }),
    )
  })

  it('leaves masked what is masked', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect([maskName, maskIdCard, maskPhone].map((m) => m(m(value)))).toEqual([maskName, maskIdCard, maskPhone].map((m) => m(value)))
      }),
    )
  })

  it('gives a person in full, masked, or not at all', () => {
    const person = { id: '1', name: '张三丰', idCard: '141099199001011234', phone: '13812345678', sex: 'male' }
    expect(maskPerson('full', person)).toBe(person)
    expect(maskPerson('masked', person)).toEqual({
      id: '1',
      name: '张*丰',
      idCard: '141099********1234',
      phone: '138****5678',
      sex: 'male',
    })
    expect(maskPerson('masked', { phone: '13812345678' })).toEqual({ phone: '138****5678' })
    expect(maskPerson('none', person)).toBeUndefined()
  })
})
