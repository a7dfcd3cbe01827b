import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { figureItems } from '../../src/capabilities/resources/items.ts'
import { diagnosis } from '../../src/capabilities/visits/codes/codes.ts'
import { readIdCard } from '../../src/fhir/china/id-card.ts'
import { demoCounty } from '../demo/index.ts'
import { generated } from './fixtures/read.ts'
import { type CountyFile, countyFiles, type GeneratorOptions, truthOf } from './index.ts'
import { settingOf } from './setting.ts'

const county = demoCounty('141099')
const small: GeneratorOptions = { county, residents: 2000, months: 6, end: '2026-02-28', seed: 3 }
const { truth, files, of } = generated(small)
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)
const fen = (text: string | undefined) => Math.round(Number(text) * 100)
const hashOf = (list: Iterable<CountyFile>) => {
  const hash = createHash('sha256')
  for (const { name, header, rows } of list) hash.update(`${name}\n${header.join(',')}\n${rows.join('\n')}`)
  return hash.digest('hex')
}
const visits = of('visits')
const pages = of('front-pages')
const settlements = of('settlements')
const residents = of('residents')
const deaths = of('deaths')

describe('countyFiles', () => {
  it('gives the same bytes for the same options, others for another seed', () => {
    const options = { ...small, residents: 300, months: 2 }
    expect(hashOf(countyFiles(options))).toBe(hashOf(countyFiles(options)))
    expect(hashOf(countyFiles({ ...options, seed: 4 }))).not.toBe(hashOf(countyFiles(options)))
    expect(truthOf(options)).toEqual(truthOf(options))
  })

  it('writes sixteen kinds, four of them by the month', () => {
    expect(new Set(files.map((f) => f.kind)).size).toBe(16)
    expect(files.filter((f) => f.kind === 'visits').map((f) => f.name)).toEqual(
      ['2025-09', '2025-10', '2025-11', '2025-12', '2026-01', '2026-02'].map((month) => `visits-${month}.csv`),
    )
    expect(
      files.filter((f) => f.kind !== 'institutions').flatMap((f) => f.rows.filter((row) => row.split(',').length !== f.header.length)),
    ).toEqual([])
  })

  it('makes people once, with numbers that no practitioner holds', () => {
    const cards = residents.map((p) => p['证件号码']!)
    const held = new Set(county.practitioners.map((p) => p.idCard))
    expect(new Set(cards).size).toBe(cards.length)
    expect(cards.filter((card) => held.has(card) || !readIdCard(card, '2026-02-28').ok)).toEqual([])
    expect(residents.filter((p) => p['出生日期']!.replaceAll('-', '') !== p['证件号码']!.slice(6, 14))).toEqual([])
  })

  it('numbers every visit, stay and settlement once', () => {
    for (const keys of [
      visits.map((v) => v['就诊号']),
      pages.map((p) => `${p['USERNAME']} ${p['BAH']} ${p['ZYCS']}`),
      settlements.map((s) => s['结算号']),
    ])
      expect(new Set(keys).size).toBe(keys.length)
  })

  it('sees nobody before birth or after death', () => {
    const until = new Map(deaths.map((d) => [d['证件号码'], d['死亡时间']!.slice(0, 10)]))
    const later = (card: string | undefined, time: string | undefined) => time!.slice(0, 10) > (until.get(card) ?? '9999')
    expect(visits.filter((v) => later(v['证件号码'], v['就诊时间']) || v['就诊时间']!.slice(0, 10) < v['出生日期']!)).toEqual([])
    expect(pages.filter((p) => later(p['SFZH'], p['CYSJ']) || p['RYSJ']! < p['CSRQ']!)).toEqual([])
  })

  it('ends what begins, and adds up', () => {
    expect(visits.filter((v) => v['结束时间']! < v['就诊时间']!)).toEqual([])
    expect(pages.filter((p) => p['CYSJ']! < p['RYSJ']! || (p['CYSJ'] === p['RYSJ'] && Number(p['CYSJS']) < Number(p['RYSJS'])))).toEqual([])
    expect(
      pages.filter((p) => Number(p['SJZYTS']) !== Math.max((Date.parse(p['CYSJ']!) - Date.parse(p['RYSJ']!)) / 86_400_000, 1)),
    ).toEqual([])
    const parts =
      'YLFUF ZLCZF HLF QTFY BLZDF SYSZDF YXXZDF LCZDXMF FSSZLXMF SSZLF KFF ZYZLF XYF ZCYF ZCYF1 XF HCYYCLF YYCLF YCXYYCLF QTF'.split(' ')
    expect(pages.filter((p) => sum(parts.map((name) => fen(p[name] || '0'))) !== fen(p['ZFY']))).toEqual([])
    const paid = ['统筹基金支付', '大病保险支付', '医疗救助支付', '个人账户支付', '个人现金支付']
    expect(settlements.filter((s) => sum(paid.map((name) => fen(s[name]))) !== fen(s['总费用']))).toEqual([])
    expect(visits.filter((v) => fen(v['药费']) + fen(v['检查检验费']) > fen(v['总费用']) || fen(v['中药费']) > fen(v['药费']))).toEqual([])
  })

  it('links every settlement in the county to its visit or stay, and prices both alike', () => {
    const fees = new Map([
      ...visits.map((v) => [`${v['机构代码']} ${v['就诊号']}`, v['总费用']] as const),
      ...pages.map((p) => [`${p['USERNAME']} ${p['BAH']}-${p['ZYCS']}`, p['ZFY']] as const),
    ])
    const here = settlements.filter((s) => s['就医地'] === '县内' && s['出院时间']! <= '2026-02-28')
    const known = here.filter((s) => s['就医类别'] !== '住院' || s['出院时间']! >= '2025-09-01')
    expect(known.filter((s) => fees.get(`${s['机构代码']} ${s['就诊号']}`) !== s['总费用'])).toEqual([])
    expect(known.length).toBeGreaterThan(4000)
  })

  it('names departments and diagnoses that exist', () => {
    const departments = new Set(of('departments').map((d) => `${d['机构代码']} ${d['科室名称']}`))
    expect(visits.filter((v) => !departments.has(`${v['机构代码']} ${v['科室']}`)).map((v) => v['科室'])).toEqual([])
    expect(pages.filter((p) => !departments.has(`${p['USERNAME']} ${p['RYKB']}`)).map((p) => `${p['USERNAME']} ${p['RYKB']}`)).toEqual([])
    const codes = new Set([
      ...visits.map((v) => v['诊断编码']!),
      ...pages.map((p) => p['JBDM']!),
      ...settlements.flatMap((s) => s['诊断编码']!.split(';')),
    ])
    expect([...codes].filter((code) => code && !diagnosis('icd10', code))).toEqual([])
    const tcm = new Set(visits.flatMap((v) => v['中医病证编码']!.split(';')).filter(Boolean))
    expect([...tcm].filter((code) => !diagnosis(code.startsWith('A') ? 'tcm-disease' : 'tcm-syndrome', code))).toEqual([])
  })

  it('sends every woman in childbed a child, and mothers to their visits before', () => {
    const births = pages.filter((p) => /^O8[02]/.test(p['JBDM']!))
    expect(births.length).toBeGreaterThan(0)
    expect(births.filter((p) => p['XB'] !== '2' || !p['XSECSTZ'])).toEqual([])
    const seen = new Set(visits.filter((v) => v['诊断编码'] === 'Z34.900').map((v) => v['证件号码']))
    expect(births.filter((p) => p['RYSJ']! > '2025-12-01' && !seen.has(p['SFZH']))).toEqual([])
  })

  it('refuses options no county can have', () => {
    expect(() => settingOf({ ...small, residents: 1_500_001 })).toThrow(RangeError)
    expect(() => settingOf({ ...small, end: '2026-02-30' })).toThrow(RangeError)
    expect(() => settingOf({ ...small, months: 0 })).toThrow(RangeError)
  })
})

describe('the truth', () => {
  const at = (code: string) => truth.institutions[code]!
  it('counts what the clean files hold, institution by institution and month by month', () => {
    const months = (rows: readonly Readonly<Record<string, string>>[], time: string) =>
      truth.months.map((month) => rows.filter((row) => row[time]!.startsWith(month)).length)
    for (const { 机构代码: code = '' } of of('institutions').filter((i) => i['机构代码']!.startsWith('QY') && at(i['机构代码']!))) {
      expect(at(code).visits).toEqual(
        months(
          visits.filter((v) => v['机构代码'] === code),
          '就诊时间',
        ),
      )
      expect(at(code).discharges).toEqual(
        months(
          pages.filter((p) => p['USERNAME'] === code),
          'CYSJ',
        ),
      )
      expect(sum(at(code).visitFees)).toBe(sum(visits.filter((v) => v['机构代码'] === code).map((v) => fen(v['总费用']))))
      expect(at(code).settlements).toEqual(
        months(
          settlements.filter((s) => s['机构代码'] === code),
          '结算时间',
        ),
      )
    }
    expect(sum(truth.county.deaths)).toBe(deaths.length)
  })

  it('tells every monthly figure as the file does, and only those', () => {
    const told = of('figures').map((f) => {
      const value = truth.figures[f['机构代码']!]?.[f['项目代码']!]?.[truth.months.indexOf(f['月份']!)]
      return [value, /^(REV|EXP|PAY|DRUG)_|^(DEBT|ASSET)$/.test(f['项目代码']!) ? fen(f['数值']) : Number(f['数值'])] as const
    })
    expect(told.filter(([a, b]) => a !== b)).toEqual([])
    const series = Object.values(truth.figures).flatMap((items) => Object.values(items))
    expect(series.flat().filter((value) => value !== null).length).toBe(told.length)
    expect(new Set(of('figures').map((f) => f['项目代码']))).toEqual(new Set(Object.keys(figureItems)))
  })

  it('counts heads: who was discharged and settled, each once', () => {
    const of2026 = (rows: readonly Readonly<Record<string, string>>[], time: string, card: string) =>
      new Set(rows.filter((row) => row[time]!.startsWith('2026')).map((row) => row[card])).size
    const { dischargedIn, settled, settledIn, registeredSettled } = truth.persons
    expect(dischargedIn['2026']!['county']).toBe(of2026(pages, 'CYSJ', 'SFZH'))
    const stays = settlements.filter((s) => s['就医类别'] === '住院')
    expect(settled['2026']!['county']).toBe(of2026(stays, '结算时间', '证件号码'))
    expect(settledIn['2026']!['county']).toBe(
      of2026(
        stays.filter((s) => s['就医地'] === '县内'),
        '结算时间',
        '证件号码',
      ),
    )
    const registers = of('chronic-registers')
    const managed = stays.filter((s) =>
      registers.some(
        (r) =>
          r['证件号码'] === s['证件号码'] &&
          r['建档日期']! <= s['入院时间']!.slice(0, 10) &&
          (r['终止日期'] || '9999') > s['入院时间']!.slice(0, 10),
      ),
    )
    expect(registeredSettled['2026']!['county']).toBe(of2026(managed, '结算时间', '证件号码'))
    expect(managed.length).toBeGreaterThan(20)
    for (const byPeriod of Object.values(truth.persons))
      for (const { county: all, ...townships } of Object.values(byPeriod)) expect(sum(Object.values(townships))).toBe(all)
    expect(Object.keys(dischargedIn)).toEqual(['2025', '2026', 'last12'])
  })

  it('knows the ages of the living and the dead', () => {
    const { population, deaths: dead } = truth.ages
    const counted = of('population').filter((p) => p['截止日期'] === '2026-02-28')
    expect(Object.keys(population)).toEqual(['2025-12', '2026-02'])
    expect(sum(population['2026-02']!)).toBe(2000)
    const [elders, fileElders] = [
      population['2026-02']!.slice(13),
      counted.filter((p) => /^(6[5-9]|[78]|85)/.test(p['年龄组']!)).map((p) => Number(p['常住人口'])),
    ].map(sum)
    expect(Math.abs(elders! - fileElders!)).toBeLessThan(3) // the population file counts years of 365.2425 days
    expect(sum(Object.values(dead).flatMap((groups) => Object.values(groups).flat()))).toBe(deaths.length)
    const cancer = sum(Object.values(dead).flatMap((groups) => groups.cancer))
    expect(cancer).toBe(deaths.filter((d) => d['根本死因编码']!.startsWith('C')).length)
  })

  it('gives the townships as parts of the county', () => {
    for (const measure of ['population', 'visitsIn', 'visitsOut', 'deaths', 'registered'] as const)
      expect(truth.months.map((_, i) => sum(Object.values(truth.townships).map((t) => t[measure][i]!)))).toEqual(truth.county[measure])
    expect(truth.county.population.at(-1)).toBe(2000)
  })

  it('has the beds that the files report', () => {
    for (const b of of('beds')) {
      const month = truth.months.indexOf(b['月份']!)
      expect([at(b['机构代码']!).bedDays[month], at(b['机构代码']!).openBedDays[month]]).toEqual(
        [b['实际占用总床日数'], b['实际开放总床日数']].map(Number),
      )
    }
  })
})

it.each(['141098', '141097'])('a small county without a maternal centre lives too (%s)', (code) => {
  const other = generated({ ...small, county: demoCounty(code), residents: 1500, months: 3 })
  const institutions = new Set(demoCounty(code).organizations.map((o) => o.code))
  expect(other.of('visits').length).toBeGreaterThan(1800)
  expect(other.of('visits').filter((v) => !institutions.has(v['机构代码']!))).toEqual([])
})
