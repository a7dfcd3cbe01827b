import { bedReport } from '../../../capabilities/resources/fhir.ts'
import { defineKind } from '../kind.ts'
import { departmentOf, openDirectory } from './directory.ts'
import { departmentColumn, institutionColumn, monthAhead, monthColumn } from './resource-columns.ts'

const count = <const Z extends string, const E extends string>(zh: Z, en: E, names: readonly string[], example: string) =>
  ({ type: 'integer', text: [zh, en], names, example }) as const

/**
 * Monthly bed reports, of an institution or one of its departments. Days are sums over the midnights of the month (卫生资源与医疗服务调查制度): beds added for the
 * moment count as occupied and not as open, so that use may exceed 100 %; more than twice the open days is taken for a slip.
 */
export const beds = defineKind({
  name: 'beds',
  text: ['床位月报', 'Monthly bed reports'],
  institution: '机构代码',
  columns: {
    月份: monthColumn,
    机构代码: institutionColumn,
    科室代码: { ...departmentColumn, text: ['科室代码，空为全机构合计', "Code of the department; empty for the institution's own total"] },
    编制床位: count('编制床位', 'Beds approved', ['编制床位数', '编制床位张数'], '200'),
    实有床位: { ...count('月末实有床位', 'Beds there at the end of the month', ['实有床位数', '开放床位数'], '210'), required: true },
    实际开放总床日数: { ...count('实际开放总床日数', 'Open bed-days', ['开放总床日数', '开放床日数'], '6510'), required: true },
    实际占用总床日数: { ...count('实际占用总床日数', 'Occupied bed-days', ['占用总床日数', '占用床日数'], '5210'), required: true },
    出院者占用总床日数: count('出院者占用总床日数', 'Bed-days of those discharged', ['出院者占用床日数'], '4980'),
  },
  extra: openDirectory,
  read(row, context, refuse, directory) {
    const { 月份: month, 机构代码: organization, 实际开放总床日数: openDays, 实际占用总床日数: occupiedDays } = row
    const department = departmentOf(directory, organization, row.科室代码, '科室代码', refuse)
    if (monthAhead(month, context)) refuse('月份', 'future', ['月份晚于本月', 'This month has not begun yet'])
    if (occupiedDays > 2 * openDays)
      refuse('实际占用总床日数', 'range', [
        '占用超过开放的两倍，请核对两列是否填反',
        'More than twice the open days: are the columns exchanged?',
      ])
    return [
      {
        resource: bedReport({
          id: context.id(organization, 'beds', `${month}|${department ?? ''}`),
          month,
          organization,
          department,
          approved: row.编制床位,
          actual: row.实有床位,
          openDays,
          occupiedDays,
          dischargedDays: row.出院者占用总床日数,
        }),
      },
    ]
  },
})
