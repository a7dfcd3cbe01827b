import { type DeviceState, device } from '../../../capabilities/resources/fhir.ts'
import { defineKind } from '../kind.ts'
import { departmentOf, openDirectory } from './directory.ts'
import { closingProblem } from './open-span.ts'
import { departmentColumn, institutionColumn } from './resource-columns.ts'

const states: Readonly<Record<string, DeviceState>> = { 1: 'in-use', 2: 'stopped', 3: 'scrapped' }

/** Equipment, a line each: a Device owned by its institution. Without a state it is in use until its last day. */
export const equipment = defineKind({
  name: 'equipment',
  text: ['设备', 'Equipment'],
  institution: '机构代码',
  columns: {
    机构代码: institutionColumn,
    设备编号: {
      type: 'text',
      text: ['设备编号，机构内不重复', 'Number, unique within the institution'],
      names: ['资产编号', '设备编码', 'SBBH'],
      required: true,
      max: 64,
      example: 'SB2021-0007',
    },
    设备名称: { type: 'text', text: ['设备名称', 'Name'], names: ['资产名称', 'SBMC'], required: true, max: 100, example: '16 排 CT' },
    类别: { type: 'text', text: ['类别', 'Type'], names: ['设备类别', '资产类别'], max: 100, example: 'CT' },
    型号: { type: 'text', text: ['规格型号', 'Model'], names: ['规格型号', '设备型号'], max: 100, example: 'NX-16' },
    厂家: { type: 'text', text: ['生产厂家', 'Manufacturer'], names: ['生产厂家', '制造商'], max: 100, example: '甲公司' },
    科室代码: departmentColumn,
    启用日期: { type: 'day', text: ['启用日期', 'First day of use'], names: ['购置日期', '投用日期'], example: '2021-05-20' },
    停用日期: { type: 'day', text: ['停用日期，最后一天', 'Last day of use'], names: ['报废日期'], example: '2025-12-31' },
    状态: {
      type: 'code',
      text: ['状态', 'State'],
      names: ['使用状态', '设备状态'],
      codes: { 1: '在用', 2: '停用', 3: '报废' },
      example: '在用',
    },
    原值: { type: 'money', text: ['原值（元）', 'Cost (yuan)'], names: ['购置金额', '资产原值'], example: '2800000.00' },
  },
  extra: openDirectory,
  read(row, context, refuse, directory) {
    const { 机构代码: organization, 设备编号: number, 启用日期: from, 停用日期: to } = row
    const department = departmentOf(directory, organization, row.科室代码, '科室代码', refuse)
    if (from && from > context.today) refuse('启用日期', 'future', ['启用日期晚于今天', 'The first day lies in the future'])
    const closing = closingProblem(from ?? '0000-01-01', to, context.today)
    if (closing) refuse('停用日期', ...closing)
    if (row.状态 === '1' && to && to < context.today)
      refuse('状态', 'state', ['在用的设备不能有已过的停用日期', 'What is in use cannot have a last day that is past'])
    const state = states[row.状态 ?? ''] ?? (to ? 'stopped' : 'in-use')
    return [
      {
        resource: device({
          id: context.id(organization, 'device', number),
          organization,
          number,
          name: row.设备名称,
          type: row.类别,
          model: row.型号,
          manufacturer: row.厂家,
          department,
          from,
          to,
          state,
          valueFen: row.原值,
        }),
      },
    ]
  },
})
