import type { Operand } from '../query.ts'
import { ALL } from '../sieves.ts'
import { canonicalUnit } from '../units.ts'
import { fieldsOf, isElement, type Kind } from './kind.ts'

type Circle = { latitude: number; longitude: number; metres: number }

/** Mean radius of the earth in metres (IUGG). */
const RADIUS = 6_371_008.8
/** How far is near when nobody says (the R4 definition leaves it to the server), in kilometres. */
const USUAL = 20

const NUMBER = /^[+-]?\d{1,10}(?:\.\d{1,20})?$/
const numberIn = (text: string | undefined, least: number, most: number): number | undefined =>
  text !== undefined && NUMBER.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined

/** `latitude|longitude[|distance[|unit]]`; the unit is a UCUM length, kilometres when missing. */
function circleOf(operand: Operand): Circle | undefined {
  const [lat, lon, far, unit, ...more] = fieldsOf(operand)
  const latitude = numberIn(lat, -90, 90)
  const longitude = numberIn(lon, -180, 180)
  const distance = numberIn(far || String(USUAL), 0, 1e9)
  const length = canonicalUnit(unit || 'km')
  if (latitude === undefined || longitude === undefined || distance === undefined || more.length > 0) return undefined
  return length?.dimension === canonicalUnit('m')?.dimension ? { latitude, longitude, metres: length!.toBase(distance) } : undefined
}

const radians = (degrees: number) => (degrees * Math.PI) / 180

/** The way along the surface, in metres (haversine). */
function metresBetween(a: { latitude: number; longitude: number }, b: { latitude: number; longitude: number }): number {
  const [north, east] = [radians(b.latitude - a.latitude) / 2, radians(b.longitude - a.longitude) / 2]
  const part = Math.sin(north) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(east) ** 2
  return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(part)))
}

/** `near` of Location: within a distance of a point. */
export const near: Kind = {
  modifiers: [],
  prefixed: false,
  fault: (operand) =>
    circleOf(operand)
      ? undefined
      : 'must be written latitude|longitude, latitude|longitude|distance or latitude|longitude|distance|unit (UCUM length)',
  test(operands) {
    const circles = operands.flatMap((operand) => circleOf(operand) ?? [])
    return (item) => {
      if (!isElement(item) || typeof item.latitude !== 'number' || typeof item.longitude !== 'number') return false
      const place = { latitude: item.latitude, longitude: item.longitude }
      return circles.some((circle) => metresBetween(circle, place) <= circle.metres)
    }
  },
  keys: () => undefined,
  sieve: () => ALL,
  order: () => undefined,
}
