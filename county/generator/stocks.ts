/** What is counted at a month's end, or of people's lives rather than of what institutions do: population, births, deaths, registers, beds, staff. */

import { bedsOf } from './beds.ts'
import type { Month } from './calendar.ts'
import type { Strike } from './events.ts'
import { here, type Person } from './person.ts'
import { employedOn } from './staff.ts'
import type { World } from './world.ts'

const YEAR = 365
const strikeMeasures = { stroke: 'strokes', infarction: 'infarctions', trauma: 'traumas' } as const

export function stocks({ setting, people, registers, staff, ledger }: World, strikes: readonly Strike[]) {
  const { window, places } = setting
  const lived = people.filter((p) => p.resident)
  for (const s of strikes) ledger.home(s.person.village.township, strikeMeasures[s.kind], window.monthOf(s.day))
  for (const p of lived) {
    const at = p.village.township
    if (p.born) ledger.home(at, 'births', window.monthOf(p.birth))
    if (p.death) ledger.home(at, 'deaths', window.monthOf(p.death.day))
    ledger.heads.died(p)
    if (p.movedIn) ledger.home(at, 'movedIn', window.monthOf(p.from))
    if (p.movedOut) ledger.home(at, 'movedOut', window.monthOf(p.until - 1))
  }
  return {
    /** After the month's follow-ups. */
    month(month: Month) {
      const { index, last } = month
      ledger.heads.living(lived, month)
      const known = new Set<Person>()
      for (const p of lived)
        if (here(p, last)) {
          ledger.home(p.village.township, 'population', index)
          if (p.illnesses.some((x) => x.key === 'HTN' && x.onset <= last)) ledger.home(p.village.township, 'hypertensives', index)
        }
      for (const register of registers) {
        if (register.from > last || register.until <= last) continue
        const { township } = register.person.village
        const both = (measure: 'registered' | 'managed' | 'controlled') => {
          ledger.at(register.at.code, measure, index)
          ledger.home(township, measure, index)
        }
        both('registered')
        if (!known.has(register.person)) ledger.home(township, 'registeredPersons', index)
        known.add(register.person)
        if (register.key === 'HTN') ledger.home(township, 'registeredHypertension', index)
        if (register.key === 'DM') ledger.home(township, 'registeredDiabetes', index)
        const year = register.done.filter((f) => f.day > last - YEAR && f.day <= last)
        if (year.length >= register.needed) both('managed')
        if (year.at(-1)?.result === '1') both('controlled')
      }
      for (const e of staff.employees) {
        if (!employedOn(e, last) || !places.at(e.institution)) continue
        ledger.at(e.institution, 'staff', index)
        if (e.post === '11' || e.post === '12') ledger.at(e.institution, 'doctors', index)
        if (e.post === '21') ledger.at(e.institution, 'nurses', index)
      }
    },
    /** Beds, once every day of the window has been lived. */
    close() {
      for (const { death } of lived) if (death) ledger.at(death.institution.code, 'reportedDeaths', window.monthOf(death.day))
      for (const { at, authorised, open } of bedsOf(setting, ledger))
        for (const { index, first, last } of window.months) {
          ledger.at(at.code, 'authorisedBeds', index, authorised)
          ledger.at(at.code, 'openBeds', index, open)
          ledger.at(at.code, 'openBedDays', index, open * (last - first + 1))
        }
    },
  }
}
