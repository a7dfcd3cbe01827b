import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { furtherCounties, prefectureCounties } from '../../county/demo/prefecture.ts'
import type { House } from '../kernel/perform/perform.ts'
import { prefectureBoard } from '../server/prefecture-board.ts'
import { liven } from './liven.ts'
import { prefecture } from './prefecture.ts'
import { adoptInPrefecture } from './prefecture-plans.ts'

/** Of each further county so many residents for every one of the main county's, by its size; and the fewest and most months. */
const share = 1 / 50
const fewest = 100
const mostMonths = 25
type Size = { residents: number; months: number; data: string }

/**
 * The prefecture's further counties, one after the other and quietly: small, through the real import, each with two years so that a year can be held against the one before;
 * then the plan they share. What is there already stays; whoever stops it finds the rest at the next start.
 */
export async function furtherLife(house: House, { residents, months, data }: Size, signal: AbortSignal): Promise<void> {
  if (residents === 0) return
  outlines(data)
  const further = furtherCounties()
  const mean = further.reduce((sum, { county }) => sum + county.population.resident, 0) / further.length
  for (const demo of further) {
    if (signal.aborted) return
    const people = Math.max(Math.round((residents * share * demo.county.population.resident) / mean), fewest)
    const one = await liven(house, demo, { residents: people, months: Math.min(months, mostMonths), whole: true, data }, () => {})
    await one.newest(signal)
  }
  await adoptInPrefecture(house, prefecture.id, data, signal)
  if (!signal.aborted) await prefectureBoard(house, prefecture.id) // counted once, so that nobody waits for it
}

/** Township outlines of all 17 counties, unless the data folder has some. */
function outlines(data: string) {
  const file = join(data, 'boundaries.geojson')
  if (existsSync(file)) return
  const features = prefectureCounties().flatMap(({ boundaries }) => boundaries.features)
  writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features }))
}
