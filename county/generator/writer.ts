/** Events become rows of the month's files and counts of the truth. */
import type { Agenda } from './agenda.ts'
import { books } from './books.ts'
import { dayOf, dayText, type Month, timeText } from './calendar.ts'
import { evenly } from './chance.ts'
import { feesOf } from './fees.ts'
import { frontPageRow } from './front-page.ts'
import { type Care, partsOf } from './insurance.ts'
import type { Visit } from './outpatients.ts'
import type { Person } from './person.ts'
import { pharmacy } from './places.ts'
import { followUpsUntil, type Register } from './registers.ts'
import { followUpRow, type Settled, schemes, settlementRow, visitRow } from './rows.ts'
import type { Stay } from './stay.ts'
import type { MonthRows, World } from './world.ts'

/** Share of the insured whose visit is settled, in the county and beyond; purchases at a pharmacy beyond the county in a person-year [U]. */
const SETTLED = 0.88
const SETTLED_AWAY = 0.92
const PHARMACY = 0.3
const padded = (n: number, width: number) => String(n).padStart(width, '0')
const compact = (day: number) => dayText(day).replaceAll('-', '')

export type Unsettled = Omit<Settled, 'settled' | 'parts'> & { minute: number }

export function writer({ setting, people, registers, staff, ledger, nameOf, addressOf }: World, toSettle: Agenda<Unsettled>) {
  const { window, places, random } = setting
  const r = random('writer')
  const book = books(setting, ledger)
  const fees = setting.fees ? feesOf(random('fees')) : undefined
  const settledHere = evenly(r)
  const settledAway = evenly(r)
  const purchases = evenly(r)
  const shop = places.all.find((i) => i.name === pharmacy)!
  const held = new Map<Person, Register[]>()
  for (const register of registers) held.set(register.person, [...(held.get(register.person) ?? []), register])
  const employees = people.filter((p) => p.insurance === 'employee' && p.resident && p.until > window.last && p.from <= window.first)
  let settlements = 0
  let followUps = 0

  function settle(s: Omit<Settled, 'parts'>, month: number, rows: MonthRows) {
    const settled = { ...s, parts: partsOf(s.person, s.at, s.care, s.fen) }
    rows.settlements.push(settlementRow(settled, `JS${s.settled.slice(2, 4)}${padded(++settlements, 9)}`))
    book.settled(settled, month)
    if (s.care === '21') stayed(s, month)
  }

  function stayed({ person, at, start }: Pick<Settled, 'person' | 'at' | 'start'>, month: number) {
    const day = dayOf(start.slice(0, 10))
    const managed = held.get(person)?.some((register) => register.from <= day && day < register.until)
    for (const what of ['settled', ...(managed ? (['registeredSettled'] as const) : [])] as const) {
      ledger.heads.seen(what, person, month)
      if (at.where === 1) ledger.heads.seen(`${what}In`, person, month)
    }
  }

  function visits(list: readonly Visit[], rows: MonthRows) {
    let n = 0
    for (const v of list) {
      const { person, at, reason, day, minute, fen } = v
      book.visit(v)
      const insured = person.insurance !== 'none' && (at.where === 1 ? settledHere(SETTLED) : settledAway(SETTLED_AWAY)) > 0
      const visit = at.where === 1 ? compact(day) + padded(++n, 6) : ''
      const length = v.urgent ? 30 + Math.floor(r.unit() * 150) : 6 + Math.floor(r.unit() * 30)
      if (at.where === 1) {
        const doctors = staff.doctorsAt(at, reason.department)
        rows.visits.push(
          visitRow(v, visit, doctors[(person.index + day) % doctors.length]!, schemes[insured ? person.insurance : 'none'], length),
        )
        fees?.visit(v, visit, length, rows.fees)
      }
      if (!insured) continue
      const care: Care = v.urgent ? '13' : v.chronic && at.kind !== 'clinic' && person.index % 2 === 0 ? '14' : '11'
      const settled = timeText(day, Math.min(minute + length + 5, 1439))
      settle({ person, at, care, visit, start: timeText(day, minute), end: '', settled, code: reason.code, fen }, window.monthOf(day), rows)
    }
  }

  function discharged(stay: Stay, rows: MonthRows) {
    const { person, at, illness, to, fen } = stay
    const inside = at.where === 1
    book.discharged(stay)
    if (inside) {
      const { cash } = partsOf(person, at, '21', fen)
      const doctors = (department: string) => staff.doctorsAt(at, department)
      rows['front-pages'].push(frontPageRow(stay, { r, doctors, cash, address: addressOf(person), nameOf, today: window.last }))
      fees?.stay(stay, rows.fees)
    }
    if (person.insurance === 'none') return
    const day = to + (inside ? (r.unit() < 0.8 ? 0 : r.whole(1, 3)) : r.whole(0, 6))
    const visit = inside ? `${stay.record}-${stay.times}` : ''
    const minute = day === to ? Math.min(stay.toMinute + 25, 1439) : r.whole(510, 1020)
    const code = [illness.code, ...stay.others.slice(0, 3)].join(';')
    toSettle.add(day, {
      person,
      at,
      care: '21',
      visit,
      start: timeText(stay.from, stay.minute),
      end: timeText(to, stay.toMinute),
      minute,
      code,
      fen,
    })
  }

  return {
    visits,
    admitted: book.admitted,
    discharged,
    settle({ minute, ...s }: Unsettled, day: number, rows: MonthRows) {
      settle({ ...s, settled: timeText(day, minute) }, window.monthOf(day), rows)
    },
    /** Medicine bought beyond the county from the personal account. */
    pharmacy(day: number, population: number, rows: MonthRows) {
      for (let n = purchases((population * PHARMACY) / 365.25); n > 0 && employees.length; n--) {
        const person: Person = r.pick(employees)
        const at = timeText(day, r.whole(480, 1200))
        settle(
          { person, at: shop, care: '41', visit: '', start: at, end: '', settled: at, code: '', fen: r.whole(1500, 22000) },
          window.monthOf(day),
          rows,
        )
      }
    },
    followUps(month: Month, rows: MonthRows) {
      const done = registers.flatMap((register) => followUpsUntil(r, register, month.last)).sort((a, b) => a.day - b.day)
      for (const f of done) {
        rows['follow-ups'].push(followUpRow(f, `SF${compact(f.day)}${padded(++followUps, 7)}`))
        book.followUp(f)
      }
    },
  }
}
