import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Boundaries } from '../../ui/contract.ts'
import { inside, placed, signOf } from './place.ts'

const read = (county: number) =>
  JSON.parse(readFileSync(new URL(`../../../county/demo/${county}/boundaries.geojson`, import.meta.url), 'utf8')) as Boundaries

it('every institution of the demo counties stands inside its own township, always at the same place, no two at one', () => {
  for (const county of [141097, 141098, 141099]) {
    const { features } = read(county)
    const institutions = features.flatMap(({ properties: { division } }) =>
      Array.from({ length: 30 }, (_, i) => ({ id: `${division}-${i}`, township: `${division}001` })),
    )
    const places = placed(features, institutions)
    expect(places.size).toBe(institutions.length)
    for (const { id, township } of institutions)
      expect(inside(features.find(({ properties }) => township.startsWith(properties.division))!, places.get(id)!)).toBe(true)
    expect(placed(features, institutions.toReversed())).toEqual(places)
    expect(new Set([...places.values()].map(String)).size).toBe(places.size)
  }
})

it('a hole is outside, and whoever lies in no outline has no place', () => {
  const square = (a: number, b: number) =>
    [
      [a, a],
      [b, a],
      [b, b],
      [a, b],
      [a, a],
    ] as const
  const ring = { properties: { division: '141099101' }, geometry: { type: 'Polygon' as const, coordinates: [square(0, 10), square(2, 8)] } }
  expect(inside(ring, [1, 5])).toBe(true)
  expect(inside(ring, [5, 5])).toBe(false)
  expect(inside(ring, [11, 5])).toBe(false)
  expect(placed([ring], [{ id: 'a', township: '141099999' }, { id: 'b', township: null }, { id: 'c' }]).size).toBe(0)
})

it('hospitals, centres and clinics have a sign of their own; an office has none', () => {
  expect(['A100', 'G100', 'C220', 'B100', 'D500', null, 'J1'].map(signOf)).toEqual([
    ...['hospital', 'hospital', 'centre', 'centre', 'clinic', undefined, undefined],
  ])
})
