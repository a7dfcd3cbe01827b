import type { Point } from '../../capabilities/plans/contract.ts'
import { dayNumber as daysOf } from '../../capabilities/plans/path.ts'

/** Two lines of points by day in a box, each as an SVG path; empty where there are fewer than two points of it. `end`: where what was stops. */
export function courses(
  series: readonly Point[],
  path: readonly Point[],
  { width, height }: { width: number; height: number },
): { series: string; path: string; end: readonly [number, number] | undefined } {
  const all = [...series, ...path]
  if (all.length === 0) return { series: '', path: '', end: undefined }
  const [days, values] = [all.map(({ day }) => daysOf(day)), all.map(({ value }) => value)]
  const [from, to, least, most] = [Math.min(...days), Math.max(...days), Math.min(...values), Math.max(...values)]
  const edge = 6
  const at = ({ day, value }: Point): readonly [number, number] => [
    edge + ((width - 2 * edge) * (daysOf(day) - from)) / (to - from || 1),
    most === least ? height / 2 : height - edge - ((height - 2 * edge) * (value - least)) / (most - least),
  ]
  const line = (points: readonly Point[]) =>
    points.length < 2
      ? ''
      : points
          .map(at)
          .map(([x, y], i) => `${i ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`)
          .join('')
  const last = series.at(-1)
  return { series: line(series), path: line(path), end: last && at(last) }
}
