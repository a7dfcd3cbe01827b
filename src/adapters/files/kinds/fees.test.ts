import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readerOf, resourcesOf, rowContext, rulesOf } from '../../../../test/rows.ts'
import { validate } from '../../../fhir/validate/validate.ts'
import { fees } from './fees.ts'
import { visits } from './visits.ts'

const least = {
  明细号: '1',
  机构代码: 'QY0000038',
  就诊类别: '门诊',
  就诊号: 'MZ1',
  收费时间: '2026-01-05 08:40',
  项目编码: 'XY0012',
  项目名称: '阿莫西林胶囊',
  收费类别: '西药费',
  数量: '2',
  单价: '6.15',
  金额: '12.30',
}
const full = {
  ...least,
  证件号码: '141099195001011235',
  姓名: '张三',
  医保编码: 'XJ01CAA040E001010100001',
  规格: '0.25g×24粒',
  单位: '盒',
  单价: '6.1500',
  开单科室: '内科',
  医保等级: '甲类',
}
const refund = { ...least, 明细号: '9', 数量: '-2', 金额: '-12.30', 原明细号: '1' }
const read = readerOf(fees)
const valid = (row: Record<string, string>, reader = read) => {
  const resources = resourcesOf(reader(row))
  expect(resources.flatMap((r) => validate(r).filter((i) => i.severity === 'error'))).toEqual([])
  return resources
}
const own = { system: 'urn:countywide:local:drug:qy-b', code: 'XY0012', display: '阿莫西林胶囊' }

it('is one ChargeItem of its visit, and the visit’s patient', () => {
  const [item, patient] = valid(full)
  const [encounter, same] = resourcesOf(
    readerOf(visits)({ ...full, 就诊时间: '2026-01-05', 就诊类别: '门诊', 姓名: '张三', 科室: '', 诊断编码: '' }),
  )
  expect(item).toMatchObject({
    resourceType: 'ChargeItem',
    context: { reference: `Encounter/${encounter!.id}` },
    subject: { reference: `Patient/${same!.id}` },
    code: { coding: [{ system: 'urn:countywide:drug', code: 'XJ01CAA040E001010100001' }, own], text: '阿莫西林胶囊' },
    quantity: { value: 2, unit: '盒' },
    priceOverride: { value: 12.3, currency: 'CNY' },
    requestingOrganization: { display: '内科' },
  })
  expect(patient!.id).toBe(same!.id)
})

it('of a stay means the admission; of nobody in particular it is restricted and of no patient', () => {
  const [item, ...others] = valid({ ...least, 就诊类别: '住院', 就诊号: '00012345-2' })
  expect(item).toMatchObject({
    context: { reference: `Encounter/${rowContext().id('qy-b', 'admission', '00012345-2')}` },
    meta: { security: [{ code: 'R' }] },
    subject: { identifier: { value: '00012345-2' } },
  })
  expect(others).toEqual([])
  expect(valid(full)[0]).not.toHaveProperty('meta')
})

it('a person without a name is named, and not written', () => {
  const [item, ...others] = valid({ ...least, 患者编号: 'P7' })
  expect([item!['subject'], others]).toEqual([{ reference: `Patient/${rowContext().id('qy-b', 'Patient', 'P7')}` }, []])
})

it('drugs are translated among drugs, all else among items; materials have a table of their own', () => {
  const asked: string[] = []
  const translate = (kind: string, _: string, code: string) => {
    asked.push(kind)
    return code === 'XY0012' ? { code: 'Z9', name: '国家名称', ...(kind === 'item' ? {} : { system: 'urn:countywide:drug' }) } : undefined
  }
  const of = (row: Record<string, string>) => valid(row, readerOf(fees, rowContext({ translate })))[0]!['code']
  expect(of(least)).toMatchObject({ coding: [{ system: 'urn:countywide:drug', code: 'Z9', display: '国家名称' }, own] })
  expect(of({ ...least, 收费类别: '08' })).toMatchObject({ coding: [{ system: 'urn:countywide:consumable', code: 'Z9' }, {}] })
  expect(of({ ...least, 收费类别: '4' })).toMatchObject({ coding: [{ system: 'urn:countywide:service-item' }, {}] })
  expect(of({ ...least, 项目编码: 'QT1', 收费类别: '14' })).toMatchObject({ coding: [{ system: 'urn:countywide:local:item:qy-b' }] })
  expect(of(full)).toMatchObject({ coding: [{ code: full.医保编码 }, {}] })
  expect(asked).toEqual(['drug', 'item', 'item', 'item', 'department'])
})

it('a refund names the line of the same visit that it takes back', () => {
  const [item] = valid(refund)
  const [line] = valid(least)
  expect(item).toMatchObject({ quantity: { value: -2 }, priceOverride: { value: -12.3 } })
  expect(JSON.stringify(item)).toContain(`"reference":"ChargeItem/${line!.id}","display":"1"`)
})

it.each([
  [{ 金额: '12.32' }, ['金额 product']],
  [{ 单价: '-6.15', 金额: '-12.30' }, ['单价 money', '原明细号 refund']],
  [{ 数量: '-2', 金额: '-12.30' }, ['原明细号 refund']],
  [{ 原明细号: '2' }, ['原明细号 refund']],
  [{ 数量: '-2', 金额: '-12.30', 原明细号: '1' }, ['原明细号 refund']],
  [{ 收费时间: '2026-06-30 12:01' }, ['收费时间 future']],
  [{ 收费类别: '会议费' }, ['收费类别 code']],
  [{ 机构代码: 'X' }, ['机构代码 institution']],
  [{ 医保等级: '丁类' }, ['医保等级 code']],
  [{ 金额: '12.301' }, ['金额 money']],
  [{ 项目编码: '' }, ['项目编码 required']],
])('refuses %j by %j', (change, rules) => {
  expect(rulesOf(read({ ...least, ...change }))).toEqual(rules)
})

it('takes the product to the fen, rounded or cut, and nothing further off', () => {
  const cent = fc.integer({ min: 0, max: 99_999_999 })
  fc.assert(
    fc.property(cent, fc.integer({ min: 1, max: 999 }), fc.integer({ min: -3, max: 3 }), (price, quantity, off) => {
      const exact = (price * quantity) / 10_000 // price in hundredths of a fen
      const amount = (Math.floor(exact * 100) + off) / 100
      fc.pre(amount >= 0)
      const row = { ...least, 数量: String(quantity), 单价: (price / 10_000).toFixed(4), 金额: amount.toFixed(2) }
      const near = Math.abs(Math.round(amount * 100) * 100 - price * quantity) <= 100
      expect(rulesOf(read(row))).toEqual(near ? [] : ['金额 product'])
    }),
  )
})
