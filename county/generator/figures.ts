/** Monthly figures that no system counts [U]: money (what was earned from patients is what they truly paid), pay, satisfaction, contracts, what a county assesses itself. */
import type { Random } from '../demo/random.ts'
import type { Month } from './calendar.ts'
import { type CountyFile, file, yuan } from './csv.ts'
import { countsOf, isMoney, statesOf } from './figure-counts.ts'
import type { Ledger } from './ledger.ts'
import type { Institution } from './places.ts'
import type { Setting } from './setting.ts'
import { employedOn, type Staff } from './staff.ts'

const header = '月份 机构代码 项目代码 数值 备注'.split(' ')
/** What a centre's pay is to a hospital's; the largest share of staff in what is spent, beyond which the budget pays: few patients have as many staff in a small county [U]. */
const CENTRE_PAY = 0.8
/** What centres of one county among many tell: of all figures they would have more rows than visits. */
const OF_CENTRE = /^(PAY|STD|FD)_/
const MOST_STAFF = { centre: 0.6, hospital: 0.45 }

export function* figureRows(setting: Setting, ledger: Ledger, staff: Staff): Generator<CountyFile> {
  const { window, places, random } = setting
  const r = random('figures')
  const more = random('more figures')
  const rows: string[] = []
  const reporting = places.all.filter((i) => i.where === 1 && i.kind !== 'clinic')
  const states = statesOf(setting)
  const counts = countsOf(setting, ledger)
  for (const month of window.months)
    for (const at of reporting) {
      const money = moneyOf(r, more, ledger.of(at.code), at, month.index, payOf(r, staff, at, month))
      ledger.at(at.code, 'revenue', month.index, money['REV_TOTAL'])
      const figures = { ...money, ...satisfactionOf(r), ...states(at, month), ...counts(more, at, month) }
      for (const [item, value] of Object.entries(figures)) {
        if (setting.county.profile && at.kind === 'township' && !OF_CENTRE.test(item)) continue
        ledger.figure(at.code, item, month.index, value)
        rows.push(`${month.text},${at.code},${item},${isMoney(item) ? yuan(value) : value},`)
      }
    }
  yield file('figures', header, rows)
}

function payOf(r: Random, staff: Staff, at: Institution, { last }: Month): number {
  const people = staff.employees.filter((e) => e.institution === at.code && employedOn(e, last)).length
  return Math.round(people * r.whole(620_000, 780_000) * (at.kind === 'township' ? CENTRE_PAY : 1))
}

const satisfactionOf = (r: Random): Record<string, number> =>
  Object.fromEntries(
    (
      [
        ['SAT_OP', 86],
        ['SAT_IP', 88],
        ['SAT_STAFF', 78],
      ] as const
    ).map(([item, low]) => [item, low + r.whole(0, 95) / 10]),
  )

type Counted = ReturnType<Ledger['of']>
/** Money of a month in fen, by item. */
function moneyOf(r: Random, more: Random, counted: Counted, at: Institution, index: number, pay: number) {
  const near = (fen: number, share: number, draw = r) => Math.round(fen * share * (0.94 + 0.12 * draw.unit()))
  const centre = at.kind === 'township'
  const stays = counted.stayFees[index]!
  const earned = counted.visitFees[index]! + stays
  const staffCost = Math.round(pay * 1.25)
  const fiscal = Math.max(near(earned, centre ? 0.55 : 0.14), Math.round(staffCost / MOST_STAFF[centre ? 'centre' : 'hospital']) - earned)
  const total = earned + fiscal + near(earned, 0.02)
  const spent = near(total, 0.98)
  const drugs = counted.drugFees[index]! + counted.stayDrugFees[index]!
  const consumables = near(stays, 0.085)
  const activity = earned + near(fiscal, 0.7, more)
  const bought = near(drugs, 0.95, more)
  const same = near(bought, 0.4, more)
  return {
    ...{ REV_TOTAL: total, REV_MED: earned, REV_FISCAL: fiscal, REV_DRUG: drugs, REV_CONSUMABLE: consumables },
    ...{ REV_EXAM: counted.examFees[index]! + near(stays, 0.29), REV_SERVICE: near(earned, 0.28) },
    ...{ REV_FUND: counted.settledFund[index]!, REV_ACTIVITY: activity },
    ...{ EXP_TOTAL: spent, EXP_STAFF: staffCost, EXP_ACTIVITY: near(activity, 0.97, more) },
    ...{ EXP_ENERGY: near(total, 0.012, more), EXP_TRAINING: near(spent, 0.004, more) },
    ...{ DEBT: near(total, 4.5), ASSET: near(total, 16), PAY_TOTAL: pay, PAY_FLOOR: Math.round(pay * 0.55) },
    ...{
      DRUG_PURCHASE: bought,
      DRUG_ESSENTIAL: near(bought, centre ? 0.75 : 0.55, more),
      DRUG_SAME: same,
      DRUG_WON: near(same, 0.85, more),
    },
    ...(centre ? {} : { REV_KEY_DRUG: near(drugs, 0.03, more), REV_KEY_CONSUMABLE: near(consumables, 0.12, more) }),
  }
}
