/** Events become rows of the month's files and counts of the truth. */
import type { Agenda } from './agenda.ts'
import { dayText, type Month, timeText } from './calendar.ts'
import { evenly } from './chance.ts'
import { frontPageRow } from './front-page.ts'
import { type Care, partsOf } from './insurance.ts'
import type { Visit } from './outpatients.ts'
import type { Person } from './person.ts'
import { pharmacy } from './places.ts'
import { followUpsUntil } from './registers.ts'
import { followUpRow, type Settled, schemes, settlementRow, visitRow, wheres } from './rows.ts'
import type { MonthRows, World } from './simulate.ts'
import type { Stay } from './stay.ts'

/** Share of the insured whose visit is settled, in the county and beyond; purchases at a pharmacy beyond the county in a person-year [U]. */
const SETTLED = 0.88
const SETTLED_AWAY = 0.92
const PHARMACY = 0.3

export type Unsettled = Omit<Settled, 'settled' | 'parts'> & { minute: number }

export function writer({ setting, people, registers, staff, ledger, nameOf, placeNames }: World, toSettle: Agenda<Unsettled>) {
  const { window, places, random } = setting
  const r = random('writer')
  const settled = evenly(r)
  const settledAway = evenly(r)
  const purchases = evenly(r)
  const shop = places.all.find((i) => i.name === pharmacy)!
  const employees = people.filter((p) => p.insurance === 'employee' && p.resident && p.until > window.last && p.from <= window.first)
  let settlements = 0
  let followUps = 0

  function visits(list: readonly Visit[], rows: MonthRows) {
    let n = 0
    for (const v of list) {
      const { person, at } = v
      const month = window.monthOf(v.day)
      ledger.home(person.village.township, at.where === 1 ? 'visitsIn' : 'visitsOut', month)
      const insured = person.insurance !== 'none' && (at.where === 1 ? settled(SETTLED) : settledAway(SETTLED_AWAY)) > 0
      const number = at.where === 1 ? `${dayText(v.day).replaceAll('-', '')}${String(++n).padStart(6, '0')}` : ''
      const length = v.urgent ? 30 + Math.floor(r.unit() * 150) : 6 + Math.floor(r.unit() * 30)
      if (at.where === 1) {
        const doctors = staff.doctorsAt(at, v.reason.department)
        const doctor = doctors[(person.index + v.day) % doctors.length]!
        rows.visits.push(visitRow(v, number, doctor, insured ? schemes[person.insurance] : schemes.none, length))
        book(v, month)
      }
      if (!insured) continue
      const care: Care = v.urgent ? '13' : v.chronic && at.kind !== 'clinic' && person.index % 2 === 0 ? '14' : '11'
      const start = timeText(v.day, v.minute)
      if (at.where > 1) ledger.home(person.village.township, 'visitsOutSettled', month)
      settlement(
        {
          person,
          at,
          care,
          visit: number,
          start,
          end: '',
          settled: timeText(v.day, Math.min(v.minute + length + 5, 1439)),
          code: v.reason.code,
          fen: v.fen,
        },
        month,
        rows,
      )
    }
  }

  function book(v: Visit, month: number) {
    const { code } = v.at
    ledger.at(code, 'visits', month)
    if (v.urgent) ledger.at(code, 'emergencyVisits', month)
    if (!v.again) ledger.at(code, 'firstVisits', month)
    if (v.tcm) ledger.at(code, 'tcmVisits', month)
    ledger.at(code, 'visitFees', month, v.fen)
    ledger.at(code, 'drugFees', month, v.drug)
    ledger.at(code, 'herbFees', month, v.herb)
    ledger.at(code, 'examFees', month, v.exam)
  }

  function admitted({ person, at, from, to, days }: Stay) {
    const month = window.monthOf(from)
    ledger.home(person.village.township, at.where === 1 ? 'admissionsIn' : 'admissionsOut', month)
    if (at.where > 1) return
    ledger.at(at.code, 'admissions', month)
    for (let day = Math.max(from, window.first); day < Math.min(from + Math.max(days, to - from), window.last + 1); day++)
      ledger.at(at.code, 'bedDays', window.monthOf(day))
  }

  function discharged(stay: Stay, rows: MonthRows) {
    const { person, at, illness, to } = stay
    const month = window.monthOf(to)
    const parts = partsOf(person, at, '21', stay.fen)
    const insured = person.insurance !== 'none'
    if (at.where === 1) {
      const address = placeNames(person)
      rows['front-pages'].push(
        frontPageRow(stay, { r, doctors: (d) => staff.doctorsAt(at, d), cash: parts.cash, address, nameOf, today: window.last }),
      )
      bookStay(stay, month)
    }
    ledger.home(person.village.township, at.where === 1 ? 'dischargesIn' : 'dischargesOut', month)
    if (!insured) return
    if (at.where > 1) ledger.home(person.village.township, 'dischargesOutSettled', month)
    const day = to + (at.where === 1 ? (r.unit() < 0.8 ? 0 : r.whole(1, 3)) : r.whole(0, 6))
    const visit = at.where === 1 ? `${stay.record}-${stay.times}` : ''
    const minute = day === to ? Math.min(stay.toMinute + 25, 1439) : r.whole(510, 1020)
    const codes = [illness.code, ...stay.others.slice(0, 3)].join(';')
    toSettle.add(day, {
      person,
      at,
      care: '21',
      visit,
      start: timeText(stay.from, stay.minute),
      end: timeText(to, stay.toMinute),
      minute,
      code: codes,
      fen: stay.fen,
    })
  }

  function bookStay(stay: Stay, month: number) {
    const { code } = stay.at
    ledger.at(code, 'discharges', month)
    ledger.at(code, 'dischargedDays', month, stay.days)
    ledger.at(code, 'stayFees', month, stay.fen)
    ledger.at(code, 'stayDrugFees', month, stay.costs.drugs)
    if (stay.leave === '5') ledger.at(code, 'hospitalDeaths', month)
    if (stay.leave === '2') ledger.at(code, 'transfersOut', month)
    if (stay.leave === '3') ledger.at(code, 'transfersDown', month)
    const surgery = stay.operations.filter((o) => o.level > 0)
    if (surgery.length) ledger.at(code, 'surgicalDischarges', month)
    for (const { level } of surgery) ledger.at(code, `surgery${level as 1 | 2 | 3 | 4}`, month)
    if (stay.baby) ledger.at(code, 'births', window.monthOf(stay.baby.child.birth))
  }

  function settlement(s: Omit<Settled, 'parts'>, month: number, rows: MonthRows) {
    const parts = partsOf(s.person, s.at, s.care, s.fen)
    rows.settlements.push(settlementRow({ ...s, parts }, `JS${s.settled.slice(2, 4)}${String(++settlements).padStart(9, '0')}`))
    const key = `${schemes[s.person.insurance]}|${wheres[s.at.where]}`
    ledger.paid(key, 'settlements', month)
    ledger.paid(key, 'fees', month, s.fen)
    for (const part of ['fund', 'large', 'aid', 'account', 'cash'] as const) ledger.paid(key, part, month, parts[part])
    ledger.sum(s.at, schemes[s.person.insurance], s.care, month, s.fen, parts.fund, parts.account + parts.cash)
    if (s.care !== '21') return
    ledger.paid(key, 'inpatientSettlements', month)
    ledger.paid(key, 'inpatientFees', month, s.fen)
    ledger.paid(key, 'inpatientFund', month, parts.fund)
  }

  return {
    visits,
    admitted,
    discharged,
    settle({ minute, ...s }: Unsettled, day: number, rows: MonthRows) {
      settlement({ ...s, settled: timeText(day, minute) }, window.monthOf(day), rows)
    },
    /** Medicine bought beyond the county from the personal account. */
    pharmacy(day: number, population: number, rows: MonthRows) {
      for (let n = purchases((population * PHARMACY) / 365.25); n > 0 && employees.length; n--) {
        const person: Person = r.pick(employees)
        const at = timeText(day, r.whole(480, 1200))
        const fen = r.whole(1500, 22000)
        settlement({ person, at: shop, care: '41', visit: '', start: at, end: '', settled: at, code: '', fen }, window.monthOf(day), rows)
      }
    },
    followUps(month: Month, rows: MonthRows) {
      const done = registers.flatMap((register) => followUpsUntil(r, register, month.last)).sort((a, b) => a.day - b.day)
      for (const f of done) {
        rows['follow-ups'].push(followUpRow(f, `SF${dayText(f.day).replaceAll('-', '')}${String(++followUps).padStart(7, '0')}`))
        ledger.at(f.register.at.code, 'followUps', month.index)
      }
    },
  }
}
export type Writer = ReturnType<typeof writer>
