import { describe, expect, it } from 'vitest'
import { initialsOf } from '../../../fhir/china/pinyin.ts'
import { diagnosis, diagnosisTables, findDiagnoses } from './codes.ts'
import { codeTable } from './table.ts'

const names = (query: string, limit?: number) => findDiagnoses(query, limit).map((d) => d.name)

describe('findDiagnoses', () => {
  it.each([
    ['gxy', '高血压'],
    ['GXYB', '高血压病'],
    ['tnb', '糖尿病'],
    ['shxdgr', '上呼吸道感染'],
    ['jxshxdgr', '急性上呼吸道感染'],
    ['gxb', '冠心病'],
    ['ngs', '脑梗死'],
    ['mxzsxfb', '慢性阻塞性肺病'],
    ['I10.x00x002', '高血压'],
    ['i10', '原发性高血压'],
    ['e11.9', '2型糖尿病'],
    ['2xtnb', '2型糖尿病'],
    ['肺炎', '肺炎'],
    [' 阑尾 ', '急性阑尾炎'],
  ])('%s → %s', (query, name) => {
    expect(names(query)[0]).toBe(name)
  })

  it('puts the exact code first, then its children in order', () => {
    const codes = findDiagnoses('I10.x00').map((d) => d.code)
    expect(codes.slice(0, 3)).toEqual(['I10.x00', 'I10.x00x002', 'I10.x00x003'])
    expect(codes).toEqual(codes.toSorted())
  })

  it('ranks beginnings before middles and short names before long ones', () => {
    const table = codeTable([
      ['A1', '老年肺炎', 'lnfy'],
      ['A2', '肺炎合并胸水', 'fyhbxs'],
      ['A3', '肺炎', 'fy'],
      ['A4', '腹泻', 'fx'],
    ])
    expect(table.find('fy').map((d) => d.code)).toEqual(['A3', 'A2', 'A1'])
    expect(table.find('肺炎').map((d) => d.code)).toEqual(['A3', 'A2', 'A1'])
  })

  it('keeps to the limit and finds nothing for nothing', () => {
    expect(findDiagnoses('a', 7)).toHaveLength(7)
    expect(findDiagnoses('  ')).toEqual([])
    expect(findDiagnoses('zzzzzz')).toEqual([])
  })
})

it('knows a diagnosis by its exact code only', () => {
  expect(diagnosis('icd10', 'J06.900')).toEqual({ code: 'J06.900', name: '急性上呼吸道感染', initials: 'jxshxdgr' })
  expect(diagnosis('icd10', 'J06')).toBeUndefined()
  expect(diagnosis('tcm-disease', 'J06.900')).toBeUndefined()
  expect(diagnosis('tcm-syndrome', findDiagnoses('gyskz', 1, 'tcm-syndrome')[0]!.code)?.name).toBe('肝阳上亢证')
})

describe.each([
  ['icd10', 600, /^[A-Z]\d{2}(\.[0-9x]\d{0,2}(x\d{3})?)?[+*†]?$/],
  ['tcm-disease', 100, /^A\d{2}\.\d{2}\.x\d{2}$/],
  ['tcm-syndrome', 120, /^B\d{2}\.\d{2}\.x\d{2}$/],
] as const)('%s', (system, least, shape) => {
  const { all } = diagnosisTables[system]

  it('has enough rows, well-formed, each code and name once', () => {
    expect(all.length).toBeGreaterThanOrEqual(least)
    expect(all.filter((d) => !shape.test(d.code))).toEqual([])
    expect(new Set(all.map((d) => d.code)).size).toBe(all.length)
    expect(new Set(all.map((d) => d.name)).size).toBe(all.length)
  })

  it('holds the initials that its names have', () => {
    expect(all.filter((d) => d.initials !== initialsOf(d.name))).toEqual([])
  })
})

it('covers what county hospitals admit and what leaves the county', () => {
  const wanted =
    'J15 J18 I63 I20 I25 J44.1 E11 I10 J20 J06 K29 K25 K26 K27 A09 K80 K81 K35 K40 I84 K64 S22 S32 S42 S52 S62 S72 S82 S92 M51 M50 O80 O82 N18 I50 S06 N20 ' +
    'C34 C16 C15 C50 C18 C19 C20 C22 I21 I60 I61 M16 M17 M48 H25 H26 H33 N17 N19 M05 M06 M32 M35 D50 D69 C90 C92 F20 E05 C73 B18 A15 A53 A23 B08.4 J10'
  expect(wanted.split(' ').filter((code) => findDiagnoses(code)[0]?.code.startsWith(code) !== true)).toEqual([])
})
