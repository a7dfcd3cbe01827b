/** How events count in the truth; README.md says what each measure means. */

import type { Ledger } from './ledger.ts'
import type { Visit } from './outpatients.ts'
import type { FollowUp } from './registers.ts'
import type { Settled } from './rows.ts'
import { schemes, wheres } from './rows.ts'
import type { Setting } from './setting.ts'
import type { Stay } from './stay.ts'

export type Books = {
  visit: (v: Visit) => void
  admitted: (s: Stay) => void
  discharged: (s: Stay) => void
  settled: (s: Settled, month: number) => void
  followUp: (f: FollowUp) => void
}

export function books({ window }: Setting, ledger: Ledger): Books {
  const { at: add, home, paid, sum } = ledger

  function visit({ at, person, day, urgent, again, tcm, fen, drug, herb, exam }: Visit) {
    const month = window.monthOf(day)
    home(person.village.township, at.where === 1 ? 'visitsIn' : 'visitsOut', month)
    if (at.where > 1) return
    add(at.code, 'visits', month)
    if (urgent) add(at.code, 'emergencyVisits', month)
    if (!again) add(at.code, 'firstVisits', month)
    if (tcm) add(at.code, 'tcmVisits', month)
    add(at.code, 'visitFees', month, fen)
    add(at.code, 'drugFees', month, drug)
    add(at.code, 'herbFees', month, herb)
    add(at.code, 'examFees', month, exam)
  }

  function admitted({ person, at, from, days }: Stay) {
    home(person.village.township, at.where === 1 ? 'admissionsIn' : 'admissionsOut', window.monthOf(from))
    if (at.where > 1) return
    add(at.code, 'admissions', window.monthOf(from))
    for (let day = Math.max(from, window.first); day < Math.min(from + days, window.last + 1); day++)
      add(at.code, 'bedDays', window.monthOf(day))
  }

  function discharged({ person, at, to, days, fen, costs, leave, operations, baby }: Stay) {
    const month = window.monthOf(to)
    home(person.village.township, at.where === 1 ? 'dischargesIn' : 'dischargesOut', month)
    if (at.where > 1) return
    ledger.heads.seen('dischargedIn', person, month)
    const { code } = at
    add(code, 'discharges', month)
    add(code, 'dischargedDays', month, days)
    add(code, 'stayFees', month, fen)
    add(code, 'stayDrugFees', month, costs.drugs)
    if (leave === '5') add(code, 'hospitalDeaths', month)
    if (leave === '2') add(code, 'transfersOut', month)
    if (leave === '3') add(code, 'transfersDown', month)
    const levels = operations.flatMap(({ level }) => (level === 0 ? [] : [level]))
    if (levels.length) add(code, 'surgicalDischarges', month)
    if (levels.some((level) => level > 2)) add(code, 'highSurgicalDischarges', month)
    for (const level of levels) add(code, `surgery${level}`, month)
    if (baby) add(code, 'births', window.monthOf(baby.child.birth))
  }

  function settled({ person, at, care, fen, parts }: Settled, month: number) {
    const key = `${schemes[person.insurance]}|${wheres[at.where]}`
    paid(key, 'settlements', month)
    paid(key, 'fees', month, fen)
    for (const part of ['fund', 'large', 'aid', 'account', 'cash'] as const) paid(key, part, month, parts[part])
    if (care !== '41') {
      paid(key, 'careSettlements', month)
      paid(key, 'careFund', month, parts.fund)
    }
    if (care === '21') {
      paid(key, 'inpatientSettlements', month)
      paid(key, 'inpatientFees', month, fen)
      paid(key, 'inpatientFund', month, parts.fund)
    }
    if (at.where > 1 && care !== '41') home(person.village.township, care === '21' ? 'dischargesOutSettled' : 'visitsOutSettled', month)
    if (at.where === 1) {
      add(at.code, 'settlements', month)
      add(at.code, 'settledFees', month, fen)
      add(at.code, 'settledFund', month, parts.fund)
    }
    sum(at, schemes[person.insurance], care, month, fen, parts.fund, parts.account + parts.cash)
  }

  function followUp({ register: { at, key }, day, result }: FollowUp) {
    const month = window.monthOf(day)
    add(at.code, 'followUps', month)
    if (result === '1') add(at.code, 'followUpsControlled', month)
    if (key === 'HTN') add(at.code, 'hypertensionFollowUps', month)
    if (key === 'DM') add(at.code, 'diabetesFollowUps', month)
  }

  return { visit, admitted, discharged, settled, followUp }
}
