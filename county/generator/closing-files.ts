/** What is known only once the days were lived: deaths, beds, figures, the insurance office's monthly sums. */
import { bedsOf } from './beds.ts'
import { dayText, timeText } from './calendar.ts'
import { type CountyFile, file, rowOf, yuan } from './csv.ts'
import { figureRows } from './figures.ts'
import type { Person } from './person.ts'
import { cares, wheres } from './rows.ts'
import type { World } from './world.ts'

const deathHeader = '报告卡号 报告机构代码 证件号码 姓名 性别 出生日期 死亡时间 死亡地点 根本死因编码 直接死因编码 乡镇代码'.split(' ')
const bedHeader = '月份 机构代码 科室代码 编制床位 实有床位 实际开放总床日数 实际占用总床日数 出院者占用总床日数'.split(' ')
const sumHeader = '月份 机构代码 险种 就医类别 就医地 人次 总费用 统筹基金支付 个人负担'.split(' ')
const deathPlaces = { 1: '医疗卫生机构', 2: '来院途中', 3: '家中', 4: '养老服务机构', 9: '其他' }

export function* closingFiles({ setting, ledger, staff }: World, dying: readonly Person[]): Generator<CountyFile> {
  const { window } = setting
  const inOrder = dying.toSorted((a, b) => a.death!.day - b.death!.day || a.index - b.index)
  yield file(
    'deaths',
    deathHeader,
    inOrder.map((p, i) => {
      const d = p.death!
      return rowOf(deathHeader, {
        ...{
          报告卡号: `SW${setting.county.county.code}${String(i + 1).padStart(6, '0')}`,
          报告机构代码: d.institution.code,
          证件号码: p.idCard,
          姓名: p.name,
          性别: p.male ? '男' : '女',
        },
        ...{
          出生日期: dayText(p.birth),
          死亡时间: timeText(d.day, d.minute),
          死亡地点: deathPlaces[d.at],
          根本死因编码: d.cause,
          直接死因编码: d.direct,
          乡镇代码: p.village.township,
        },
      })
    }),
  )
  const beds = bedsOf(setting, ledger)
  yield file(
    'beds',
    bedHeader,
    window.months.flatMap(({ index, text, first, last }) =>
      beds.map(({ at, authorised, open }) => {
        const { bedDays, dischargedDays } = ledger.of(at.code)
        return `${text},${at.code},,${authorised},${open},${open * (last - first + 1)},${bedDays[index]},${dischargedDays[index]}`
      }),
    ),
  )
  yield* figureRows(setting, ledger, staff)
  const listed = new Set(setting.county.organizations.map((o) => o.code))
  yield file(
    'settlement-sums',
    sumHeader,
    ledger.sums
      .filter((s) => listed.has(s.at.code))
      .map(
        (s) =>
          `${window.months[s.month]!.text},${s.at.code},${s.scheme},${cares[s.care]},${wheres[s.at.where]},${s.times},${yuan(s.fen)},${yuan(s.fund)},${yuan(s.own)}`,
      ),
  )
}
