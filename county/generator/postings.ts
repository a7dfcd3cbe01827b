/** Doctors of the county's hospitals go to the townships' centres, half a year each, one or two days a week. */
import { dayOf, dayText } from './calendar.ts'
import type { Employee, Posting } from './practitioners.ts'
import type { Setting } from './setting.ts'

const halfYears = (first: number, last: number): number[] => {
  const year = Number(dayText(first).slice(0, 4))
  const starts = Array.from({ length: 2 * (Number(dayText(last).slice(0, 4)) - year + 1) }, (_, i) =>
    dayOf(`${year + (i >> 1)}-${i % 2 ? '07' : '01'}-01`),
  )
  return starts.filter((day) => day <= last && day + 181 >= first)
}

/** One doctor for every centre and half-year that touches the window; the last posting still runs. */
export function rotation({ places, window, random }: Setting, employees: readonly Employee[]): Posting[] {
  const r = random('postings')
  const kindOf = (e: Employee) => places.at(e.institution)?.kind
  const doctors = employees.filter((e) => e.post === '11' && e.until === undefined && (kindOf(e) === 'hospital' || kindOf(e) === 'tcm'))
  const centres = places.all.filter((i) => i.where === 1 && i.kind === 'township')
  const starts = halfYears(window.first, window.last)
  return starts.flatMap((start, turn) =>
    centres.flatMap((centre, i): Posting[] => {
      const employee = doctors[(turn * centres.length + i * 3) % Math.max(doctors.length, 1)]
      if (!employee || employee.from > start) return []
      const next = starts[turn + 1]
      return [{ employee, to: centre.code, days: r.whole(1, 2), from: start, until: next === undefined ? undefined : next - 1 }]
    }),
  )
}
