import type { First } from '../capabilities/cockpit/contract.ts'
import type { Signal } from '../capabilities/cockpit/judge.ts'
import { texts } from '../capabilities/cockpit/texts.ts'
import type { Tile } from '../capabilities/cockpit/tiles.ts'
import type { About } from './cockpit-about.ts'

type Way = First['next'][number]
const listOf: Readonly<Record<Tile['source'], string | undefined>> = {
  visit: 'visits',
  admission: 'admissions',
  settlement: 'settlements',
  follow_up: 'follow-ups',
  bed_month: 'bed-months',
  report: undefined,
}

/** Where a tile leads, the most useful first: what mends it, then the rows or the institutions behind it. */
export function linksOf(about: About, signal: Signal | undefined): readonly [Way, ...Way[]] {
  const { tile, plan, figure } = about
  const ways: Way[] = []
  if (tile.source === 'report') ways.push({ text: texts.openReports, link: '/reporting' })
  const rows = rowsOf(about)
  if (rows) ways.push({ text: texts.openRows, link: rows })
  const number = numberOf(about)
  if (number) ways.push({ text: texts.openNumber, link: number })
  if (plan && signal?.of === 'plan') {
    const link = `/plans/${encodeURIComponent(plan.word.plan)}/targets/${encodeURIComponent(plan.word.target)}`
    ways.unshift({ text: texts.openPlan, link })
  }
  if (tile.code === 'away') ways.push({ text: texts.openOutflow, link: '/outflow' })
  if (signal && signal.size >= 2 && signal.of === 'usual' && figure.usual && (figure.value ?? 0) < figure.usual.low)
    ways.push({ text: texts.openQuality, link: '/quality' })
  const [first = { text: texts.openNumber, link: '/numbers' }, ...others] = ways
  return [first, ...others]
}

const onePart = /^[a-z][\w-]*\.[A-Za-z][\w-]*(@[a-z.]+)?$/

/** Exactly the rows of one part, of its days; undefined where a tile has no single part, or the reader may not open the list. */
function rowsOf({ tile, reckoned, figure, mayRead }: About): string | undefined {
  const list = listOf[tile.source]
  const part = reckoned.numerator
  if (!list || !part || reckoned.denominator !== undefined || !onePart.test(part) || part.startsWith('cockpit-') || !mayRead(list))
    return undefined
  if (figure.from.length !== 10 || figure.value === null) return undefined
  const asked = new URLSearchParams({ part, period: figure.to.slice(0, 7), from: figure.from, to: figure.to })
  if (tile.indicator && !tile.own) {
    asked.set('indicator', tile.indicator)
    asked.set('side', 'numerator')
  }
  if (figure.heaviest && tile.over === 'day') {
    asked.set('org', figure.heaviest.id)
    asked.set('unit', figure.heaviest.name)
  }
  return `/lists/${list}?${asked}`
}

/** The indicator by institutions; twelve months as the county's line. */
function numberOf({ tile, figure }: About): string | undefined {
  if (!tile.indicator) return undefined
  const asked = new URLSearchParams(
    tile.over === 'rolling' ? { grain: 'rolling', unit: 'county' } : { unit: 'organization', view: 'ranking', to: figure.to.slice(0, 7) },
  )
  if (tile.variant) asked.set('variant', tile.variant)
  return `/numbers/${tile.indicator}?${asked}`
}
