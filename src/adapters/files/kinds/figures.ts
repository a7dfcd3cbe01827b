import { figureReport } from '../../../capabilities/resources/fhir.ts'
import { figureItems } from '../../../capabilities/resources/items.ts'
import { defineKind } from '../kind.ts'
import { institutionColumn, monthAhead, monthColumn } from './resource-columns.ts'

const items = Object.fromEntries(Object.entries(figureItems).map(([code, { text }]) => [code, text[0]]))

/** Monthly figures that no system computes (money, pay, satisfaction, contracts, what is assessed): one row a month, institution and item; the items with units and ranges are data of capability resources. */
export const figures = defineKind({
  name: 'figures',
  text: ['月度数据', 'Monthly figures'],
  institution: '机构代码',
  columns: {
    月份: monthColumn,
    机构代码: institutionColumn,
    项目代码: {
      type: 'code',
      text: ['项目', 'Item'],
      names: ['项目', '指标代码', '指标'],
      codes: items,
      required: true,
      example: 'REV_TOTAL',
    },
    数值: {
      type: 'decimal',
      text: [
        '数值：金额以元计，满意度为 0–100，人数、项数、等级为整数，是填 1、否填 0',
        'Value: money in yuan, satisfaction 0–100, persons, items and grades whole, yes 1 and no 0',
      ],
      names: ['值', '金额'],
      required: true,
      example: '12345678.90',
    },
    备注: { type: 'text', text: ['备注', 'Note'], names: ['说明'], example: '快报数' },
  },
  read(row, context, refuse) {
    const { 月份: month, 机构代码: organization, 项目代码: code, 数值: value } = row
    const { least, most, unit } = figureItems[code]!
    if (monthAhead(month, context)) refuse('月份', 'future', ['月份晚于本月', 'This month has not begun yet'])
    if (value < least || value > most) refuse('数值', 'range', [`应在 ${least} 和 ${most} 之间`, `Must lie between ${least} and ${most}`])
    else if (unit === 'yuan' && Math.round(value * 100) / 100 !== value)
      refuse('数值', 'money', ['金额最多两位小数', 'Money has at most two decimals'])
    else if (unit !== 'yuan' && unit !== 'percent' && !Number.isInteger(value))
      refuse('数值', 'whole', unit === 'yes-no' ? ['是填 1，否填 0', 'Write 1 for yes, 0 for no'] : ['应为整数', 'Must be a whole number'])
    const id = context.id(organization, 'figure', `${month}|${code}`)
    return [{ resource: figureReport({ id, month, organization, item: code, value, note: row.备注 }) }]
  },
})
