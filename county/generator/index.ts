/** The synthetic county: the export files a real county has, and what truly happened. Same options, same bytes. */
import { agenda, type Plans } from './agenda.ts'
import { baseFiles } from './base-files.ts'
import { makeChronic } from './chronic.ts'
import { closingFiles } from './closing-files.ts'
import { type CountyFile, file } from './csv.ts'
import { deathsOf, planLastStays } from './deaths.ts'
import { spoiler } from './defects.ts'
import { planChestPain, planStrikes, strikesOf } from './events.ts'
import { frontPageHeader } from './front-page.ts'
import { ledger, type Truth } from './ledger.ts'
import { planBirths } from './mothers.ts'
import { diagnosisNames } from './names.ts'
import { peopleOf } from './people.ts'
import { registersOf } from './registers.ts'
import { followUpHeader, settlementHeader, visitHeader } from './rows.ts'
import { type GeneratorOptions, type Setting, settingOf } from './setting.ts'
import { simulation } from './simulate.ts'
import { staffOf } from './staff.ts'
import { stocks } from './stocks.ts'

export type { CountyFile, GeneratorOptions, Truth }

/**
 * Every file of a county, one at a time, so that only one is in memory: what stands (institutions, staff, residents) first, then month by month visits, front pages, settlements and
 * follow-ups, then what is known at the end. Returns the truth, which is complete only then.
 * @throws RangeError on options no county can have
 */
export function* countyFiles(options: GeneratorOptions): Generator<CountyFile, Truth> {
  const setting = settingOf(options)
  const { spoil, counts } = spoiler(setting, options.defects ?? 0)
  const clean = cleanFiles(setting)
  for (;;) {
    const next = clean.next()
    if (next.done) return { ...next.value, about: { ...next.value.about, defects: options.defects ?? 0 }, defects: counts }
    yield spoil(next.value)
  }
}

function* cleanFiles(setting: Setting): Generator<CountyFile, Truth> {
  const { window, places } = setting
  const book = ledger(setting)
  const people = peopleOf(setting)
  const dying = deathsOf(setting, people)
  const plans: Plans = { visits: agenda(), stays: agenda() }
  const strikes = strikesOf(setting, people)
  planStrikes(setting, strikes, plans)
  planChestPain(setting, people, plans)
  planLastStays(setting, dying, plans)
  planBirths(setting, people, plans)
  makeChronic(setting, people)
  const registers = registersOf(setting, people)
  const staff = staffOf(setting, people)
  const villages = new Map(
    places.villages.map((v) => [
      v,
      `${setting.county.county.name}${places.townships.find((t) => t.code === v.township)?.name ?? ''}${v.name}`,
    ]),
  )
  const world = {
    setting,
    people,
    plans,
    registers,
    staff,
    ledger: book,
    nameOf: diagnosisNames(),
    placeNames: (p: (typeof people)[number]) => villages.get(p.village)!,
  }
  const count = stocks(world, strikes)

  yield* baseFiles(world)
  const run = simulation(world)
  for (const month of window.months) {
    const rows = run.month(month)
    count.month(month)
    yield file('visits', visitHeader, rows.visits, month.text)
    yield file('front-pages', frontPageHeader, rows['front-pages'], month.text)
    yield file('settlements', settlementHeader, rows.settlements, month.text)
    yield file('follow-ups', followUpHeader, rows['follow-ups'], month.text)
  }
  count.close()
  yield* closingFiles(world, dying)
  return book.truth()
}
