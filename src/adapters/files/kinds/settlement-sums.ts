import { sumToFhir } from '../../../capabilities/insurance/fhir.ts'
import { defineKind } from '../kind.ts'
import { money } from '../person-columns.ts'
import { medicalClassColumn, placeColumn, requiredInsurance } from './settlement-columns.ts'

/** What an insurance office that gives no single settlements reports for a month: one MeasureReport a line. */
export const settlementSums = defineKind({
  name: 'settlement-sums',
  text: ['医保月汇总', 'Monthly sums of settlements'],
  institution: '机构代码',
  columns: {
    月份: { type: 'month', text: ['结算月份', 'Month of settlement'], names: ['结算月份', '统计月份'], required: true, example: '2026-01' },
    机构代码: {
      type: 'institution',
      text: ['机构目录中的机构代码', 'Code of the institution in the directory'],
      names: ['医疗机构代码', '定点医药机构编号'],
      required: true,
      example: 'QY0000038',
    },
    险种: requiredInsurance,
    就医类别: medicalClassColumn,
    就医地: placeColumn,
    人次: { type: 'integer', text: ['结算人次', 'Settlements'], names: ['结算人次'], required: true, example: '320' },
    总费用: { ...money('医疗费总额（元）', 'Total (yuan)', ['医疗费总额'], '152000.00'), required: true },
    统筹基金支付: { ...money('统筹基金支付（元）', 'Paid by the pooled fund (yuan)', ['统筹支付'], '101000.00'), required: true },
    个人负担: { ...money('个人账户与现金（元）', 'Paid by the persons (yuan)', ['个人支付', '个人自付'], '43000.00'), required: true },
  },
  read(row, context, refuse) {
    const { 月份: month, 机构代码: organization, 险种: insurance, 就医类别: medicalClass, 就医地: place } = row
    if (month > context.today.slice(0, 7)) refuse('月份', 'future', ['月份晚于现在', 'Lies in the future'])
    if (row.统筹基金支付 + row.个人负担 > row.总费用)
      refuse('总费用', 'sum', ['统筹基金与个人负担之和大于总费用', 'Fund and persons paid more than the total'])
    const resource = sumToFhir({
      id: context.id(organization, 'settlement-sum', [month, insurance, medicalClass, place].join('|')),
      organization,
      month,
      insurance,
      class: medicalClass,
      place,
      count: row.人次,
      totalFen: row.总费用,
      fundFen: row.统筹基金支付,
      selfFen: row.个人负担,
    })
    return [{ resource }]
  },
})
