/** The synthetic county: the export files a real county has, and what truly happened. Same options, same bytes. */
import { baseFiles } from './base-files.ts'
import { closingFiles } from './closing-files.ts'
import { type CountyFile, file } from './csv.ts'
import { spoiler } from './defects.ts'
import { feeHeader } from './fees.ts'
import { frontPageHeader } from './front-page.ts'
import { ledger, type Truth } from './ledger.ts'
import { livesOf } from './lives.ts'
import { diagnosisNames } from './names.ts'
import type { Person } from './person.ts'
import { followUpHeader, settlementHeader, visitHeader } from './rows.ts'
import { type GeneratorOptions, type Setting, settingOf } from './setting.ts'
import { simulation } from './simulate.ts'
import { staffOf } from './staff.ts'
import { stocks } from './stocks.ts'
import type { World } from './world.ts'

export type { CountyFile, GeneratorOptions, Truth }

/**
 * Every file of a county, one at a time, so that only one is in memory: what stands (institutions, staff, residents) first, then month by month visits, front pages, settlements and
 * follow-ups, then what is known at the end. Returns the truth, which is complete only then.
 * @throws RangeError on options no county can have
 */
export function* countyFiles(options: GeneratorOptions): Generator<CountyFile, Truth> {
  const { defects = 0 } = options
  const setting = settingOf(options)
  const { spoil, counts } = spoiler(setting, defects)
  const clean = cleanFiles(setting)
  for (let next = clean.next(); ; next = clean.next()) {
    if (next.done) return { ...next.value, about: { ...next.value.about, defects }, defects: counts }
    yield spoil(next.value)
  }
}

/** What truly happens in the county of these options; whoever wants the files too takes both from `countyFiles`. */
export function truthOf(options: GeneratorOptions): Truth {
  const files = countyFiles(options)
  for (let next = files.next(); ; next = files.next()) if (next.done) return next.value
}

function* cleanFiles(setting: Setting): Generator<CountyFile, Truth> {
  const { people, dying, strikes, plans, registers } = livesOf(setting)
  const book = ledger(setting)
  const staff = staffOf(setting, people)
  const world: World = { setting, people, plans, registers, staff, ledger: book, nameOf: diagnosisNames(), addressOf: addresses(setting) }
  const count = stocks(world, strikes)
  yield* baseFiles(world)
  const run = simulation(world)
  for (const month of setting.window.months) {
    const rows = run.month(month)
    count.month(month)
    yield file('visits', visitHeader, rows.visits, month.text)
    yield file('front-pages', frontPageHeader, rows['front-pages'], month.text)
    yield file('settlements', settlementHeader, rows.settlements, month.text)
    yield file('follow-ups', followUpHeader, rows['follow-ups'], month.text)
    if (setting.fees) yield file('fees', feeHeader, rows.fees, month.text)
  }
  count.close()
  yield* closingFiles(world, dying)
  return book.truth()
}

function addresses({ county, places }: Setting): (p: Person) => string {
  const townships = new Map(places.townships.map((t) => [t.code, t.name]))
  const villages = places.villages.map((v) => `${county.county.name}${townships.get(v.township) ?? ''}${v.name}`)
  return (p) => villages[p.village.index]!
}
