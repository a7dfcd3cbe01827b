import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grams, initialsOf, nameReadings } from './pinyin.ts'

const typed = (name: string) => nameReadings(name).map((r) => `${r.pinyin} ${r.initials}`)
const han = fc
  .array(
    fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((c) => String.fromCodePoint(c)),
    { minLength: 1, maxLength: 5 },
  )
  .map((a) => a.join(''))

describe('nameReadings', () => {
  it.each([
    ['王建国', ['wangjianguo wjg']],
    ['单永福', ['shanyongfu syf', 'danyongfu dyf']],
    ['曾乐', ['zengle zl', 'cengle cl', 'zengyue zy', 'cengyue cy']],
    ['翟秀英', ['zhaixiuying zxy', 'dixiuying dxy']],
    ['吕梅', ['lvmei lm']],
    ['欧阳修', ['ouyangxiu oyx']],
    ['万俟雪', ['moqixue mqx', 'wansixue wsx']],
    ['尉迟明', ['yuchiming ycm', 'weichiming wcm']],
    ['阿依古丽·买买提', ['ayigulimaimaiti ayglmmt']],
    ['John Smith', ['johnsmith js']],
    [' 解　缙 ', ['xiejin xj', 'jiejin jj']],
    ['·', []],
    ['', []],
  ])('reads %s', (name, readings) => expect(typed(name)).toEqual(readings))

  it.each([...'单曾解仇朴查盖区翟缪'])('knows that %s is read in two ways', (surname) => {
    expect(new Set(nameReadings(`${surname}明`).map((r) => r.pinyin)).size).toBe(2)
  })

  it('gives at most four different readings, in plain letters, for any name', () => {
    fc.assert(
      fc.property(han, (name) => {
        const readings = nameReadings(name)
        expect(readings.length).toBeLessThanOrEqual(4)
        expect(new Set(readings.map((r) => r.pinyin)).size).toBe(readings.length)
        for (const r of readings) expect(`${r.pinyin} ${r.initials}`).toMatch(/^[a-z]+ [a-z]{1,5}$/)
      }),
    )
  })

  it('leaves out a character nobody can read, and keeps the others', () => {
    expect(typed('王\u{2ebe0}明')).toEqual(['wangming wm'])
  })
})

describe('initialsOf', () => {
  it.each([
    ['高血压病', 'gxyb'],
    ['2型糖尿病', '2xtnb'],
    ['急性上呼吸道感染', 'jxshxdgr'],
    ['脑卒中后遗症', 'nczhyz'],
    ['COVID-19', 'covid19'],
    ['', ''],
  ])('%s → %s', (text, initials) => expect(initialsOf(text)).toBe(initials))
})

describe('grams', () => {
  it('cuts a name into characters and pairs, each once', () => {
    expect(grams('欧阳修')).toEqual(['欧', '阳', '修', '欧阳', '阳修'])
    expect(grams('张 张')).toEqual(['张', '张张'])
    expect(grams('')).toEqual([])
  })

  it('holds every pair that stands in the name', () => {
    fc.assert(
      fc.property(han, fc.nat(3), (name, at) => {
        fc.pre(at + 2 <= name.length)
        expect(grams(name)).toContain(name.slice(at, at + 2))
      }),
    )
  })
})
