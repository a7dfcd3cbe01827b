import { ringsOf } from '../../ui/charts/project.ts'
import type { Boundary, Position } from '../../ui/contract.ts'

/** A whole number that a text always gives (FNV-1a). */
function numberOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
/** Numbers between 0 and 1 that a seed always gives (mulberry32). */
function sequence(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Whether a position lies within an outline: even-odd over all its rings, so that holes are outside. */
export function inside(boundary: Boundary, [x, y]: Position): boolean {
  let within = false
  for (const ring of ringsOf(boundary))
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [[ax, ay], [bx, by]] = [ring[i]!, ring[j]!]
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) within = !within
    }
  return within
}

const gap = (a: Position, b: Position) => Math.hypot(a[0] - b[0], a[1] - b[1])

/**
 * Where institutions stand on a map when nobody knows where they are: inside their township's outline, far from each other and from its middle, where its name stands. The same names always give
 * the same places; they say which township, and nothing more. Institutions of no outline are left out.
 */
export function placed(
  features: readonly Boundary[],
  institutions: readonly { id: string; township?: string | null }[],
): ReadonlyMap<string, Position> {
  const places = new Map<string, Position>()
  for (const feature of features) {
    const { division } = feature.properties
    const corners = ringsOf(feature).flat()
    const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)]
    const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
    const taken: Position[] = [[(west + east) / 2, (south + north) / 2]]
    const here = institutions.filter(({ township }) => township?.slice(0, 9) === division).sort((a, b) => (a.id < b.id ? -1 : 1))
    for (const { id } of here) {
      const next = sequence(numberOf(id))
      let best: { at: Position; room: number } | undefined
      for (let tries = 0, kept = 0; kept < 12 && tries < 400; tries++) {
        const at: Position = [west + next() * (east - west), south + next() * (north - south)]
        if (!inside(feature, at)) continue
        kept++
        // away from the border, too: a point on it would belong to two
        const room = Math.min(...taken.map((other) => gap(other, at)), ...corners.map((corner) => 2 * gap(corner, at)))
        if (!best || room > best.room) best = { at, room }
      }
      if (!best) continue
      taken.push(best.at)
      places.set(id, best.at)
    }
  }
  return places
}

/** What an institution's sign says: a hospital of the county, a centre of a township, a clinic; others (offices) have none. Classes of WS 218. */
export const signOf = (type: string | null | undefined): 'hospital' | 'centre' | 'clinic' | undefined =>
  /^[AG]/.test(type ?? '') ? 'hospital' : /^[BC]/.test(type ?? '') ? 'centre' : /^D/.test(type ?? '') ? 'clinic' : undefined
