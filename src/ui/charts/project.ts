import type { Boundaries, Boundary, Position } from '../contract.ts'

export type Shape = { division: string; path: string; middle: readonly [number, number] }
/** `place`: where a position lies on the picture. */
export type Drawn = { width: number; height: number; shapes: readonly Shape[]; place: (position: Position) => readonly [number, number] }

/**
 * Outlines as SVG paths, at most `width` wide and `height` high: longitude and latitude as they are, longitude shortened by the cosine of the middle latitude, which a county is small enough for.
 * `middle` is where a name stands best: the centre of gravity of the largest ring.
 */
export function project({ features }: Boundaries, width: number, height = Number.POSITIVE_INFINITY): Drawn {
  const points = features.flatMap((feature) => ringsOf(feature).flat())
  if (points.length === 0) return { width, height: 0, shapes: [], place: () => [0, 0] }
  const [west, south, east, north] = points.reduce(
    ([w, s, e, n], [lon, lat]) => [Math.min(w, lon), Math.min(s, lat), Math.max(e, lon), Math.max(n, lat)] as const,
    [Infinity, Infinity, -Infinity, -Infinity] as readonly [number, number, number, number],
  )
  const shortened = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const edge = 4
  const scale = Math.min((width - 2 * edge) / ((east - west) * shortened || 1), (height - 2 * edge) / (north - south || 1))
  const place = ([lon, lat]: Position) => [edge + (lon - west) * shortened * scale, edge + (north - lat) * scale] as const
  const shapes = features.map((feature) => {
    const rings = ringsOf(feature).map((ring) => ring.map(place))
    const largest = rings.reduce((best, ring) => (Math.abs(areaOf(ring)) > Math.abs(areaOf(best)) ? ring : best), rings[0] ?? [])
    return {
      division: feature.properties.division,
      path: rings.map((ring) => `M${ring.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`).join(''),
      middle: centreOf(largest),
    }
  })
  return {
    width: Math.round((east - west) * shortened * scale + 2 * edge),
    height: Math.round((north - south) * scale + 2 * edge),
    shapes,
    place,
  }
}

/** The rings of an outline, holes among them. */
export const ringsOf = ({ geometry }: Boundary): readonly (readonly Position[])[] =>
  geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()

/** Signed area of a ring (shoelace). */
const areaOf = (ring: readonly Position[]) =>
  ring.reduce((sum, [x, y], at) => {
    const [nx, ny] = ring[(at + 1) % ring.length]!
    return sum + (x * ny - nx * y) / 2
  }, 0)

function centreOf(ring: readonly Position[]): readonly [number, number] {
  const area = areaOf(ring)
  if (!area) return ring[0] ?? [0, 0]
  const sum = ring.reduce(
    ([sx, sy], [x, y], at) => {
      const [nx, ny] = ring[(at + 1) % ring.length]!
      const cross = x * ny - nx * y
      return [sx + (x + nx) * cross, sy + (y + ny) * cross] as const
    },
    [0, 0] as readonly [number, number],
  )
  return [sum[0] / (6 * area), sum[1] / (6 * area)]
}
