/** Pregnancies: for every child born in the window a mother of its village, antenatal visits, a delivery, and hospital for the newborn who need it. */

import type { Plans } from './agenda.ts'
import { ageOn } from './calendar.ts'
import { evenly, quota } from './chance.ts'
import type { Case } from './inpatient.ts'
import { caseOf } from './inpatient.ts'
import { here, type Person } from './person.ts'
import type { Institution } from './places.ts'
import type { Setting } from './setting.ts'

const normal: Case = { code: 'O80.900', department: '妇产科', days: 4, yuan: 4000, ages: 'f', operation: 'episiotomy' }
const caesarean: Case = { code: 'O82.900', department: '妇产科', days: 6, yuan: 8500, ages: 'f', operation: 'caesarean' }
const ANTENATAL_WEEKS = [10, 16, 21, 25, 29, 32, 35, 37, 38, 39]
const antenatal = { code: 'Z34.900', department: '妇产科' }

/** Plans every birth; the children get their mothers' households. */
export function planBirths(setting: Setting, people: readonly Person[], plans: Plans) {
  const { window, places, random } = setting
  const r = random('births')
  const women = people.filter((p) => !p.male && p.resident && between(ageOn(p.birth, window.first), 18, 41))
  const byVillage = places.villages.map((v) => women.filter((p) => p.village === v))
  const lastBirth = new Map<Person, number>()
  const where = quota<Institution>([
    [places.one('maternal'), 45],
    [places.one('hospital'), 40],
    [places.outside(2)[0]!, 11],
    [places.outside(3)[0]!, 4],
  ])
  const cut = evenly(r)
  const sick = evenly(r)
  for (const child of people.filter((p) => p.born)) {
    const fits = (p: Person) => here(p, child.birth) && here(p, child.birth + 5) && child.birth - (lastBirth.get(p) ?? -9999) > 500
    const young = byVillage[child.village.index]!
    const start = young.length ? r.whole(0, young.length - 1) : 0
    const mother = [...young.slice(start), ...young.slice(0, start)].find(fits) ?? women.find(fits)
    if (!mother) continue
    lastBirth.set(mother, child.birth)
    Object.assign(child, { village: mother.village, household: mother.household, insurance: 'resident' })
    const at = where.next(r)
    const weight = Math.round(2450 + 700 * (r.unit() + r.unit()))
    const illness = cut(0.46) ? caesarean : normal
    plans.stays.add(child.birth, { person: mother, at, illness, way: r.unit() < 0.3 ? '1' : '2', baby: { child, weight } })
    for (const week of ANTENATAL_WEEKS) {
      const day = child.birth - 7 * (40 - week) + r.whole(-3, 3)
      if (day < window.first || day >= child.birth || r.unit() < 0.14) continue
      const centre = week < 14 || at.where > 1 ? places.one('maternal') : at
      const seen = r.unit() < 0.12 ? mother.village.centre : centre
      const department = seen.kind === 'township' ? '全科' : '妇产科'
      plans.visits.add(day, { person: mother, at: seen, reason: { ...antenatal, department }, urgent: false, again: week > 14 })
    }
    plans.visits.add(child.birth + 42 + r.whole(0, 4), {
      ...{ person: mother, at: at.where > 1 ? mother.village.centre : at, urgent: false, again: true },
      reason: { code: 'Z39.200', department: at.where > 1 ? '全科' : '妇产科' },
    })
    if (!sick(0.12)) continue
    const severe = r.unit() < 0.15
    const hospital = severe ? places.outside(3)[0]! : at.where > 1 ? places.one('hospital') : at
    const code = severe ? 'P07.300' : r.unit() < 0.7 ? 'P59.900' : 'P23.900'
    const newborn = { ...caseOf(code, severe ? 'outside' : 'hospital') }
    plans.stays.add(child.birth + r.whole(1, 9), { person: child, at: hospital, illness: newborn, way: '2' })
  }
}

const between = (x: number, low: number, high: number) => x >= low && x <= high
