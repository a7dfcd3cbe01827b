import fc from 'fast-check'
import { expect, it } from 'vitest'
import { institutions as codes } from '../../../../test/house.ts'
import { readerOf, resourcesOf, rulesOf } from '../../../../test/rows.ts'
import { fromFhir } from '../../../capabilities/organisations/organization/fhir.ts'
import type { Organization } from '../../../capabilities/organisations/organization/shape.ts'
import { figureItems } from '../../../capabilities/resources/items.ts'
import { bedMonthView, equipmentView, figureView } from '../../../capabilities/resources/views.ts'
import { validate } from '../../../fhir/validate/validate.ts'
import { compileView, type ViewDefinition } from '../../../fhir/view-definition.ts'
import type { AnyKind } from '../kind.ts'
import type { RowResult } from '../reader.ts'
import { beds } from './beds.ts'
import { departments } from './departments.ts'
import { directoryOf } from './directory.ts'
import { equipment } from './equipment.ts'
import { figures } from './figures.ts'

const organizations = Object.entries(codes).map(([id, code]): Organization => {
  return { id, code, state: 'active', name: id, level: 'institution', type: 'A100', parent: 'c', from: '2020-01-01', successors: [] }
})
const ward: Organization = {
  id: 'ward',
  code: 'QY000002X-01',
  state: 'active',
  name: '内科',
  level: 'department',
  parent: 'qy-a',
  from: '2020-01-01',
  successors: [],
}
const directory = directoryOf(
  141099,
  [...organizations, ward].map((organization) => ({ organization, kept: organization.id === 'ward' })),
)
type Cells = Readonly<Record<string, string>>
const reads = (kind: AnyKind, base: Cells) => {
  const read = readerOf(kind, undefined, directory)
  return (change: Cells = {}) => read({ ...base, ...change })
}
const bed = reads(beds, { 月份: '2026-05', 机构代码: 'QY000002X', 实有床位: '30', 实际开放总床日数: '930', 实际占用总床日数: '600' })
const figure = reads(figures, { 月份: '2026-05', 机构代码: 'QY000002X', 项目代码: 'REV_TOTAL', 数值: '1234567.89' })
const machine = reads(equipment, { 机构代码: 'QY000002X', 设备编号: 'CT-1', 设备名称: '16 排 CT' })
const department = reads(departments, { 机构代码: 'QY000002X', 科室代码: '02', 科室名称: '外科', 诊疗科目代码: '04' })

const rowsOf = (view: { definition: ViewDefinition }, result: RowResult) =>
  resourcesOf(result).flatMap((resource) => {
    expect(validate(resource).filter((issue) => issue.severity === 'error')).toEqual([])
    return compileView(view.definition).rows(resource)
  })

it('a bed report is a month of an institution, or of one of its departments', () => {
  const whole = bed({ 编制床位: '32', 出院者占用总床日数: '580' })
  expect(rowsOf(bedMonthView, whole)).toMatchObject([
    { org: 'qy-a', at: '2026-05-01', department: null, approved: 32, actual: 30, open_days: 930, occupied_days: 600, discharged_days: 580 },
  ])
  expect(resourcesOf(whole)[0]).toMatchObject({ period: { start: '2026-05-01', end: '2026-05-31' } })
  const part = [bed({ 科室代码: '01' }), bed({ 科室代码: 'QY000002X-01' })]
  expect(part.flatMap((r) => rowsOf(bedMonthView, r))).toMatchObject([{ department: 'ward' }, { department: 'ward' }])
  const ids = [whole, ...part, bed({ 月份: '2026-04' }), bed({ 机构代码: 'QY0000038' })].map((r) => resourcesOf(r)[0]!.id)
  expect(ids[1]).toBe(ids[2])
  expect(new Set(ids).size).toBe(4)
  expect(rulesOf(bed({ 实际占用总床日数: '1100' }))).toEqual([]) // added beds
  expect(rulesOf(bed({ 月份: '2026-06' }))).toEqual([])
})

it('a month figure keeps its cents, its unit and its note', () => {
  expect(rowsOf(figureView, figure({ 备注: '快报' }))).toMatchObject([
    { org: 'qy-a', at: '2026-05-01', item: 'REV_TOTAL', value: 1234567.89, note: '快报' },
  ])
  expect(rowsOf(figureView, figure({ 项目代码: 'FD_SIGNED', 数值: '812' }))).toMatchObject([{ item: 'FD_SIGNED', value: 812 }])
  expect(rowsOf(figureView, figure({ 项目代码: 'ECG_CENTER', 数值: '1' }))).toMatchObject([{ item: 'ECG_CENTER', value: 1 }])
  expect(rowsOf(figureView, figure({ 项目代码: '门诊患者满意度', 数值: '92.35' }))).toMatchObject([{ item: 'SAT_OP', value: 92.35 }])
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(figureItems)),
      fc.oneof(fc.double({ min: -1e12, max: 1e12, noNaN: true }), fc.double({ min: -1, max: 9, noNaN: true })),
      (code, value) => {
        const cents = (Math.round(value * 100) / 100).toFixed(2)
        const { least, most, unit } = figureItems[code]!
        const inside = Number(cents) >= least && Number(cents) <= most
        const parted = unit === 'yuan' || unit === 'percent' || Number.isInteger(Number(cents))
        expect(rulesOf(figure({ 项目代码: code, 数值: cents }))).toEqual(inside ? (parted ? [] : ['数值 whole']) : ['数值 range'])
      },
    ),
  )
})

it('a device knows its owner, its use and its cost', () => {
  expect(
    rowsOf(equipmentView, machine({ 启用日期: '2021-05-20', 原值: '2800000.50', 型号: 'NX', 类别: 'CT', 厂家: '甲', 科室代码: '01' })),
  ).toEqual([
    {
      org: 'qy-a',
      at: '2021-05-20',
      until: null,
      state: 'in-use',
      number: 'CT-1',
      name: '16 排 CT',
      type: 'CT',
      model: 'NX',
      manufacturer: '甲',
      value_fen: 2800000.5,
      department: 'ward',
    },
  ])
  const state = (change: Cells) => rowsOf(equipmentView, machine(change))[0]!['state']
  expect([state({ 停用日期: '2026-01-01' }), state({ 状态: '报废', 停用日期: '2026-01-01' }), state({ 状态: '2' })]).toEqual([
    'stopped',
    'scrapped',
    'stopped',
  ])
})

it('a department hangs below its institution, under a code that begins with it', () => {
  const [made] = [department()].map((r) => fromFhir(resourcesOf(r)))
  expect(made).toMatchObject({ code: 'QY000002X-02', parent: 'qy-a', level: 'department', type: '04', from: '2020-01-01', state: 'active' })
  expect(fromFhir(resourcesOf(department({ 科室代码: 'QY000002X-02' })))).toEqual(made)
  expect(fromFhir(resourcesOf(department({ 科室代码: '01', 科室名称: '内科', 诊疗科目代码: '' })))).toEqual(ward)
})

it.each<[string, () => RowResult, string[]]>([
  ['beds of an unknown institution', () => bed({ 机构代码: 'NONE' }), ['机构代码 institution']],
  ['beds of an unknown department', () => bed({ 科室代码: '09' }), ['科室代码 department']],
  ["beds of another institution's department", () => bed({ 机构代码: 'QY0000038', 科室代码: 'QY000002X-01' }), ['科室代码 department']],
  ['negative bed-days', () => bed({ 实际开放总床日数: '-1' }), ['实际开放总床日数 integer']],
  ['more than twice the open days', () => bed({ 实际占用总床日数: '1861' }), ['实际占用总床日数 range']],
  ['beds of a month to come', () => bed({ 月份: '2026-07' }), ['月份 future']],
  ['a month that is none', () => bed({ 月份: '2026-13' }), ['月份 month']],
  ['a figure of a month to come', () => figure({ 月份: '2027-01' }), ['月份 future']],
  ['an unknown item', () => figure({ 项目代码: 'REV_NONE' }), ['项目代码 code']],
  ['satisfaction over 100', () => figure({ 项目代码: 'SAT_IP', 数值: '100.01' }), ['数值 range']],
  ['negative revenue', () => figure({ 数值: '-0.01' }), ['数值 range']],
  ['a third decimal of money', () => figure({ 数值: '0.001' }), ['数值 money']],
  ['words for a number', () => figure({ 数值: '一千' }), ['数值 decimal']],
  ['half a yes', () => figure({ 项目代码: 'UNIFIED', 数值: '0.5' }), ['数值 whole']],
  ['two for yes', () => figure({ 项目代码: 'STD_BASIC', 数值: '2' }), ['数值 range']],
  ['a part of a person', () => figure({ 项目代码: 'FD_SIGNED', 数值: '812.5' }), ['数值 whole']],
  ['a ninth grade', () => figure({ 项目代码: 'EMR_GRADE', 数值: '9' }), ['数值 range']],
  ['a device used before it is here', () => machine({ 启用日期: '2026-07-01' }), ['启用日期 future']],
  ['a device that ends before it begins', () => machine({ 启用日期: '2024-01-02', 停用日期: '2024-01-01' }), ['停用日期 order']],
  ['a device in use and stopped', () => machine({ 状态: '在用', 停用日期: '2026-01-01' }), ['状态 state']],
  ['a device of negative value', () => machine({ 原值: '-1' }), ['原值 money']],
  ['a department before its institution', () => department({ 启用日期: '2019-12-31' }), ['启用日期 place']],
  ['a department that ends before it begins', () => department({ 启用日期: '2024-01-02', 停用日期: '2024-01-01' }), ['停用日期 order']],
  ['a subject that is none', () => department({ 诊疗科目代码: '3' }), ['诊疗科目代码 place']],
  ['a code too long', () => department({ 科室代码: 'x'.repeat(31) }), ['科室代码 text']],
  ['another name for what is kept by hand', () => department({ 科室代码: '01', 诊疗科目代码: '' }), ['科室名称 kept']],
])('refuses %s', (_, result, rules) => {
  expect(rulesOf(result())).toEqual(rules)
})
