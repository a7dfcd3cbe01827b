import type { Point, TargetNow } from '../../capabilities/plans/contract.ts'
import { holdsUntil } from '../../capabilities/plans/dates.ts'
import type { Chosen } from '../../capabilities/plans/path.ts'
import type { Statement } from '../../capabilities/plans/shape.ts'
import { texts } from '../../capabilities/plans/status-texts.ts'
import { fill } from '../../kernel/grammar/fill.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import { shiftDay } from '../../kernel/perform/days.ts'

type Measure = Extract<Chosen['measure'], { stated: string }>
export type Unit = { id: string; name: string }
/** What a statement comes to, whoever keeps it: `lost`: all its evidence was withdrawn. */
export type Said = Pick<Statement, 'unit' | 'day' | 'value'> & { until?: string; lost: boolean }
export type Standing = { unit: Unit; value?: number; until?: string; problem?: Text; lapsed?: true }

/** Statements of a target that were not withdrawn, with the day they lapse. */
export const saidOf = (statements: readonly Statement[], { expires }: Measure): Said[] =>
  statements
    .filter(({ state }) => state === 'stated')
    .map(({ unit, day, value, until, evidence }) => {
      const ends = until ?? (expires === undefined ? undefined : holdsUntil(day, expires))
      return {
        unit,
        day,
        value,
        ...(ends === undefined ? {} : { until: ends }),
        lost: evidence.length > 0 && evidence.every((file) => file.withdrawn),
      }
    })

/** How a unit stands on a day: the newest statement that holds then, else what is wrong with the newest there is. `own`: its statements, newest first. */
function standingOn(unit: Unit, own: readonly Said[], day: string): Standing {
  const past = own.filter((one) => one.day <= day)
  const holds = past.find((one) => !one.lost && (one.until === undefined || one.until >= day))
  if (holds) return { unit, value: holds.value, ...(holds.until === undefined ? {} : { until: holds.until }) }
  const newest = past[0]
  if (newest?.lost) return { unit, problem: texts.lost, lapsed: true }
  if (newest) return { unit, problem: fill(texts.lapsed, { day: newest.until! }), lapsed: true }
  const later = own.at(-1)
  return { unit, problem: later ? fill(texts.later, { day: later.day }) : texts.notStated }
}

/** What the units' values come to: which share of the units says yes, how many do, or their sum (of counties each may tell how many of its institutions do). Undefined where nobody says anything. */
function totalOf({ stated, of, tell }: Measure, standings: readonly Standing[]): number | undefined {
  const values = standings.flatMap(({ value }) => value ?? [])
  if (!values.length) return undefined
  const yes = values.filter((value) => value >= 1).length
  if (tell === 'share') return (100 * yes) / standings.length
  return stated === 'yes' && tell === 'count' && of !== 'counties' ? yes : values.reduce((a, b) => a + b, 0)
}

export type StatedNow = {
  series: Point[]
  on: (day: string) => number | undefined
  standings: Standing[]
  stated: NonNullable<TargetNow['stated']>
}

/** The values of a stated target: on each day on which one was stated or lapsed, and how each unit stands today. */
export function statedOf(measure: Measure, units: readonly Unit[], said: readonly Said[], today: string): StatedNow {
  const newestFirst = grouped(
    said.toSorted((a, b) => b.day.localeCompare(a.day)),
    ({ unit }) => unit,
  )
  const standingsOn = (day: string) => units.map((unit) => standingOn(unit, newestFirst.get(unit.id) ?? [], day))
  const on = (day: string) => totalOf(measure, standingsOn(day))
  const ends = said.flatMap(({ until }) => (until === undefined ? [] : [shiftDay(until, 1)]))
  const days = [...new Set([...said.map(({ day }) => day), ...ends])].filter((day) => day <= today).sort()
  const standings = standingsOn(today)
  const series = days.slice(-mostDays).flatMap((day) => {
    const value = on(day)
    return value === undefined ? [] : [{ day, value }]
  })
  const known = standings.filter(({ value }) => value !== undefined).length
  return { on, series, standings, stated: { wanted: units.length, known, lapsed: standings.filter(({ lapsed }) => lapsed).length } }
}

/** Days of change that are told at most. */
const mostDays = 120

export function grouped<T>(all: readonly T[], by: (one: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const known = groups.get(by(one))
    if (known) known.push(one)
    else groups.set(by(one), [one])
  }
  return groups
}
