import { spanOf } from '../../../ui/charts/scale.ts'
import type { TargetNow } from '../contract.ts'
import { dayNumber as days } from '../path.ts'

type Pair = { day: string; value: number }
export type Box = { width: number; height: number; left: number; right: number; top: number; bottom: number }
export type CourseOf = Pick<TargetNow, 'series' | 'path' | 'earlierPaths' | 'forecast' | 'baseline' | 'now' | 'deadline' | 'value'>

/** First and last day that a course shows: everything known, until the deadline. */
function timesOf({ series, path, earlierPaths, forecast, baseline, now, deadline }: CourseOf, today: string): [number, number] {
  const all = [...series, ...path, ...earlierPaths.flatMap(({ points }) => points), ...[baseline, now, forecast].filter(isPair)]
  const at = [...all.map(({ day }) => day), deadline, today].map(days)
  return [Math.min(...at), Math.max(...at)]
}
const isPair = (point: Pair | undefined): point is Pair => point !== undefined

/** What the axis covers: all lines; of the range of the forecast not more than the lines' own height beyond them, or a wide range would flatten them. */
function valuesOf({ series, path, earlierPaths, forecast, baseline, now, value }: CourseOf): number[] {
  const lines = [...series, ...path, ...earlierPaths.flatMap(({ points }) => points), ...[baseline, now, forecast].filter(isPair)].map(
    (point) => point.value,
  )
  if (value !== undefined) lines.push(value)
  if (!forecast || lines.length === 0) return lines
  const [least, most] = [Math.min(...lines), Math.max(...lines)]
  const room = Math.max(most - least, Math.abs(most) * 0.02)
  return [...lines, Math.max(forecast.low, least - room), Math.min(forecast.high, most + room)]
}

/** The course of a target in a box: where days and values lie, and the lines as SVG paths. Undefined where there is nothing to draw. */
export function drawn(course: CourseOf, box: Box, today: string) {
  const { series, path, earlierPaths, forecast, now, deadline, value } = course
  const values = valuesOf(course)
  if (values.length === 0 || (series.length === 0 && path.length === 0)) return undefined
  const [start, end] = timesOf(course, today)
  const ticks = spanOf(values)
  const [least, most] = [ticks[0] ?? 0, ticks[ticks.length - 1] ?? 1]
  const { width, height, left, right, top, bottom } = box
  const x = (day: string) => left + ((width - left - right) * (days(day) - start)) / Math.max(1, end - start)
  const y = (worth: number) => {
    const inside = Math.min(most, Math.max(least, worth))
    return top + (height - top - bottom) * (1 - (inside - least) / (most - least || 1))
  }
  const line = (points: readonly Pair[]) =>
    points.map(({ day, value }, at) => `${at ? 'L' : 'M'}${x(day).toFixed(1)} ${y(value).toFixed(1)}`).join('')
  const last = now ?? series[series.length - 1]
  const ahead = forecast && last && forecast.day > last.day ? { forecast, last } : undefined
  return {
    ticks,
    x,
    y,
    series: line(now && series.length > 0 && now.day > series[series.length - 1]!.day ? [...series, now] : series),
    path: line(path),
    earlier: earlierPaths.map(({ points }) => line(points)),
    band:
      ahead &&
      `${line([ahead.last, { day: ahead.forecast.day, value: ahead.forecast.high }])}L${x(ahead.forecast.day).toFixed(1)} ${y(ahead.forecast.low).toFixed(1)}Z`,
    middle: ahead && line([ahead.last, ahead.forecast]),
    now: last && { x: x(last.day), y: y(last.value) },
    goal: value === undefined ? undefined : { x: x(deadline), y: y(value) },
    deadline: x(deadline),
    today: x(today),
    years: yearsOf(start, end),
  }
}

/** The first days of the years that begin within a span of days, at most eight, evenly apart. */
function yearsOf(start: number, end: number): string[] {
  const yearOf = (at: number) => new Date(at * 86_400_000).getUTCFullYear()
  const all: string[] = []
  for (let year = yearOf(start); year <= yearOf(end); year++) if (days(`${year}-01-01`) >= start) all.push(`${year}-01-01`)
  const every = Math.ceil(all.length / 8)
  return all.filter((_, at) => (all.length - 1 - at) % every === 0)
}
