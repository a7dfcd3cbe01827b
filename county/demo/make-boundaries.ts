import type { CountyPlan } from './blueprint.ts'
import { random } from './random.ts'
import type { Boundaries, County } from './types.ts'

type Point = [number, number]
const STEPS = 8

/**
 * Invented township outlines: a jittered grid of cells, each border drawn once as an irregular line and used by both neighbours, so that no gap or overlap can appear.
 * Longitude and latitude (WGS 84) lie in the open Pacific, so that nobody takes them for a real place.
 */
export function boundariesOf(plan: CountyPlan, divisions: County['divisions']): Boundaries {
  const r = random(plan.seed + 2)
  const columns = plan.townships.length > 4 ? 3 : 2
  const rows = Math.ceil(plan.townships.length / columns)
  const cell = 0.16
  const place = 141099 - plan.seed
  const origin: Point = [170 + (place % 8) * 0.6, 30 + Math.floor(place / 8) * 1.2]
  const wobble = (size: number) => (r.unit() - 0.5) * size
  const round = (x: number) => Number(x.toFixed(4))
  const corners = Array.from({ length: rows + 1 }, (_, y) =>
    Array.from(
      { length: columns + 1 },
      (_, x): Point => [round(origin[0] + x * cell + wobble(0.07)), round(origin[1] + y * cell * 0.85 + wobble(0.06))],
    ),
  )
  const borders = new Map<string, Point[]>()
  const border = (from: Point, to: Point): Point[] => {
    const [a, b] = from < to ? [from, to] : [to, from]
    const key = `${a}|${b}`
    const known = borders.get(key) ?? Array.from({ length: STEPS - 1 }, (_, i): Point => between(a, b, (i + 1) / STEPS))
    borders.set(key, known)
    return from === a ? [from, ...known] : [from, ...known.toReversed()]
  }
  const between = (a: Point, b: Point, t: number): Point => [
    round(a[0] + (b[0] - a[0]) * t + wobble(0.016)),
    round(a[1] + (b[1] - a[1]) * t + wobble(0.016)),
  ]

  const features = plan.townships.map((t, i): Boundaries['features'][number] => {
    const [x, y] = [i % columns, Math.floor(i / columns)]
    const width = i === plan.townships.length - 1 ? columns - x : 1
    const south = corners[y]!.slice(x, x + width + 1)
    const north = corners[y + 1]!.slice(x, x + width + 1).toReversed()
    const ring = [...south, ...north]
    const outline = ring.flatMap((point, n) => border(point, ring[(n + 1) % ring.length]!))
    const place = divisions.find((d) => d.code === t.code)!
    return {
      type: 'Feature',
      properties: { division: t.code, name: place.name, nameEn: place.nameEn },
      geometry: { type: 'Polygon', coordinates: [[...outline, outline[0]!]] },
    }
  })
  return { type: 'FeatureCollection', features }
}
