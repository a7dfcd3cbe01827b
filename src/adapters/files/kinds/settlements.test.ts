import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readerOf, resourcesOf, rowContext, rulesOf } from '../../../../test/rows.ts'
import { validate } from '../../../fhir/validate/validate.ts'
import { settlementSums } from './settlement-sums.ts'
import { settlements } from './settlements.ts'
import { visits } from './visits.ts'

const outpatient = {
  结算号: 'JS1',
  机构代码: 'QY0000038',
  就医地: '县内',
  证件号码: '141099195001011235',
  姓名: '张三',
  险种: '城乡居民',
  就医类别: '普通门诊',
  就诊号: 'MZ1',
  入院时间: '2026-01-05 08:30',
  结算时间: '2026-01-05 09:00',
  诊断编码: 'I10.x00',
  总费用: '45.60',
  统筹基金支付: '30.10',
  个人账户支付: '0',
  个人现金支付: '15.50',
}
const away = {
  ...outpatient,
  机构代码: 'H99',
  机构名称: '省肿瘤医院',
  就医地: '省内市外',
  就医地区划: '140100',
  就医类别: '住院',
  就诊号: '',
  出院时间: '2026-01-12 10:00',
  结算时间: '2026-01-12',
}
const outside = { ids: new Set<string>(), parents: {}, made: new Map() }
const read = readerOf(settlements, rowContext(), outside)
const valid = (row: Record<string, string>, reader = read) => {
  const resources = resourcesOf(reader(row))
  expect(resources.flatMap((r) => validate(r).filter((i) => i.severity === 'error'))).toEqual([])
  return resources
}

it('is one ExplanationOfBenefit that names the visit by the id its own file gives it', () => {
  const [benefit, patient] = valid(outpatient)
  const [encounter, same] = resourcesOf(readerOf(visits)({ ...outpatient, 就诊时间: '2026-01-05', 就诊类别: '门诊', 诊断编码: '' }))
  expect(benefit).toMatchObject({
    item: [{ encounter: [{ reference: `Encounter/${encounter!.id}` }] }],
    total: [{ amount: { value: 45.6 } }],
    payment: { amount: { value: 30.1 } },
  })
  expect((benefit!['adjudication'] as object[]).length).toBe(2)
  expect(patient!.id).toBe(same!.id)
})

it('of an inpatient names the admission, of a pharmacy nothing', () => {
  const admitted = valid({ ...outpatient, 就医类别: '住院', 就诊号: '00012345-2', 出院时间: '2026-01-05' })
  expect(JSON.stringify(admitted[0])).toContain(rowContext().id('qy-b', 'admission', '00012345-2'))
  const [sale, ...others] = valid({ ...outpatient, 就医类别: '药店购药' })
  expect(sale).not.toHaveProperty('item')
  expect(others.map((r) => r.resourceType)).toEqual(['Patient'])
})

describe('out of the county', () => {
  it('brings the admission, and an institution that the directory does not have, under the place it lies in', () => {
    const resources = valid(away)
    expect(resources.map((r) => r.resourceType)).toEqual(['ExplanationOfBenefit', 'Patient', 'Encounter', 'Organization', 'Organization'])
    const [benefit, , encounter, hospital, group] = resources
    expect(encounter).toMatchObject({
      class: { code: 'IMP' },
      status: 'finished',
      length: { value: 7 },
      serviceProvider: { reference: `Organization/${hospital!.id}` },
    })
    expect(benefit).toMatchObject({ item: [{ encounter: [{ reference: `Encounter/${encounter!.id}` }] }] })
    expect(hospital).toMatchObject({ name: '省肿瘤医院', partOf: { reference: `Organization/${group!.id}` } })
    expect(group).toMatchObject({ name: '省内市外' })
  })
  it('hangs the institution under the province of the directory where it has one', () => {
    const resources = valid(away, readerOf(settlements, rowContext(), { ids: new Set(), parents: { 3: 'hd' }, made: new Map() }))
    expect(resources.map((r) => r.resourceType)).toEqual(['ExplanationOfBenefit', 'Patient', 'Encounter', 'Organization'])
    expect(resources[3]).toMatchObject({ partOf: { reference: 'Organization/hd' } })
  })
  it('leaves a visit that has a number of its own to the file of its institution', () => {
    const context = rowContext({ institutions: new Map([['H99', 'h99']]) })
    const result = readerOf(settlements, context, { ids: new Set(['h99']), parents: {}, made: new Map() })({
      ...away,
      就医类别: '普通门诊',
      就诊号: 'MZ7',
    })
    const encounter = 'documents' in result ? result.documents.find((d) => d.resource.resourceType === 'Encounter') : undefined
    expect(encounter).toMatchObject({ weak: true, resource: { id: context.id('h99', 'visit', 'MZ7'), class: { code: 'AMB' } } })
  })
  it('makes no visit of a sale', () => {
    expect(valid({ ...away, 就医类别: '药店购药', 出院时间: '' }).some((r) => r.resourceType === 'Encounter')).toBe(false)
  })
})

it.each([
  [{ 个人现金支付: '15.49' }, '总费用 sum', outpatient],
  [{ 机构代码: 'X' }, '机构代码 institution', outpatient],
  [{ 就医地: '省外' }, '就医地 place', outpatient],
  [{ 机构名称: '' }, '机构名称 required', away],
  [{ 出院时间: '2026-01-04' }, '出院时间 order', away],
  [{ 就医地区划: '山西' }, '就医地区划 division', away],
  [{ 结算时间: '2026-01-04' }, '结算时间 order', outpatient],
  [{ 结算时间: '2026-07-01' }, '结算时间 future', outpatient],
  [{ 险种: '商业' }, '险种 code', outpatient],
  [{ 统筹基金支付: '-30.10' }, '统筹基金支付 money', outpatient],
])('refuses %j by %s', (change, rule, row) => {
  expect(rulesOf(read({ ...row, ...change }))).toEqual([rule])
})

it('takes parts that sum to the total to the fen, and no others', () => {
  const fen = fc.integer({ min: 0, max: 9_999_999 })
  const text = (n: number) => (n / 100).toFixed(2)
  fc.assert(
    fc.property(fen, fen, fen, fen, fen, fc.integer({ min: -2, max: 2 }), (a, b, c, d, e, off) => {
      const total = a + b + c + d + e + off
      fc.pre(total >= 0)
      const parts = { 统筹基金支付: text(a), 大病保险支付: text(b), 医疗救助支付: text(c), 个人账户支付: text(d), 个人现金支付: text(e) }
      expect(rulesOf(read({ ...outpatient, ...parts, 总费用: text(total) }))).toEqual(off ? ['总费用 sum'] : [])
    }),
  )
})

it('monthly sums are a summary report of the institution', () => {
  const row = {
    月份: '2026-02',
    机构代码: 'QY0000038',
    险种: '城乡居民',
    就医类别: '住院',
    就医地: '县内',
    人次: '32',
    总费用: '1000.10',
    统筹基金支付: '700',
    个人负担: '300.10',
  }
  const [report] = valid(row, readerOf(settlementSums))
  expect(report).toMatchObject({ type: 'summary', period: { start: '2026-02-01', end: '2026-02-28' } })
  expect(rulesOf(readerOf(settlementSums)({ ...row, 个人负担: '300.11' }))).toEqual(['总费用 sum'])
  expect(rulesOf(readerOf(settlementSums)({ ...row, 月份: '2026-07' }))).toEqual(['月份 future'])
})
