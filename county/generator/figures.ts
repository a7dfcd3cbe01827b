/** Monthly figures that no system counts: money, pay and satisfaction of hospitals and township centres [U]; what was earned from patients is what they truly paid. */
import { type CountyFile, file, yuan } from './csv.ts'
import type { Ledger } from './ledger.ts'
import type { Setting } from './setting.ts'
import type { Staff } from './staff.ts'

const header = '月份 机构代码 项目代码 数值 备注'.split(' ')

export function* figureRows({ window, places, random }: Setting, ledger: Ledger, staff: Staff): Generator<CountyFile> {
  const r = random('figures')
  const rows: string[] = []
  const reporting = places.all.filter((i) => i.where === 1 && i.kind !== 'clinic')
  const near = (fen: number, share: number) => Math.round(fen * share * (0.94 + 0.12 * r.unit()))
  for (const { index, text } of window.months)
    for (const at of reporting) {
      const { visitFees, stayFees, drugFees, stayDrugFees, examFees } = ledger.of(at.code)
      const earned = visitFees[index]! + stayFees[index]!
      const fiscal = near(earned, at.kind === 'township' ? 0.55 : 0.14)
      const total = earned + fiscal + near(earned, 0.02)
      const spent = near(total, 0.98)
      const people = staff.employees.filter((e) => e.institution === at.code).length
      const pay = people * r.whole(620_000, 780_000)
      const money: Record<string, number> = {
        ...{
          REV_TOTAL: total,
          REV_MED: earned,
          REV_FISCAL: fiscal,
          REV_DRUG: drugFees[index]! + stayDrugFees[index]!,
          REV_CONSUMABLE: near(stayFees[index]!, 0.085),
        },
        ...{
          REV_EXAM: examFees[index]! + near(stayFees[index]!, 0.29),
          REV_SERVICE: near(earned, 0.28),
          EXP_TOTAL: spent,
          EXP_STAFF: Math.round(pay * 1.25),
        },
        ...{ DEBT: near(total, 4.5), ASSET: near(total, 16), PAY_TOTAL: pay, PAY_FLOOR: Math.round(pay * 0.55) },
      }
      ledger.at(at.code, 'revenue', index, total)
      for (const [item, fen] of Object.entries(money)) rows.push(`${text},${at.code},${item},${yuan(fen)},`)
      for (const [item, low] of [
        ['SAT_OP', 86],
        ['SAT_IP', 88],
        ['SAT_STAFF', 78],
      ] as const)
        rows.push(`${text},${at.code},${item},${low + r.whole(0, 95) / 10},`)
    }
  yield file('figures', header, rows)
}
