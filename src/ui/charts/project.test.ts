import { expect, test } from 'vitest'
import { demoCounty } from '../../../county/demo/index.ts'
import { project } from './project.ts'

const square = (west: number, south: number, size: number) =>
  [
    [west, south],
    [west + size, south],
    [west + size, south + size],
    [west, south + size],
    [west, south],
  ] as const

test('north is up, east is right, a name stands in the middle of the larger part', () => {
  const drawn = project(
    {
      features: [
        { properties: { division: '1' }, geometry: { type: 'Polygon', coordinates: [square(0, 0, 1)] } },
        { properties: { division: '2' }, geometry: { type: 'MultiPolygon', coordinates: [[square(1.2, 0, 0.1)], [square(1, 1, 1)]] } },
      ],
    },
    208,
  )
  const [first, second] = drawn.shapes
  expect(first?.middle[0]).toBeCloseTo(54, 0)
  expect(second?.middle[0]).toBeCloseTo(154, 0)
  expect(second!.middle[1]).toBeLessThan(first!.middle[1])
  expect(drawn.height).toBeCloseTo(208, -1)
})
test('a tall county is as high as there is room, and narrower', () => {
  const tall = project(
    { features: [{ properties: { division: '1' }, geometry: { type: 'Polygon', coordinates: [square(0, 0, 1)] } }] },
    800,
    208,
  )
  expect([tall.width, tall.height]).toEqual([208, 208])
})
test('every township of the demo counties is drawn inside its picture', () => {
  for (const code of ['141097', '141098', '141099']) {
    const drawn = project(demoCounty(code).boundaries, 480)
    expect(drawn.shapes.length).toBeGreaterThan(1)
    for (const { path } of drawn.shapes)
      for (const [, x, y] of path.matchAll(/([\d.]+) ([\d.]+)/g)) {
        expect(Number(x)).toBeLessThanOrEqual(480)
        expect(Number(y)).toBeLessThanOrEqual(drawn.height + 1)
      }
  }
})
test('no outlines, no picture', () => {
  expect(project({ features: [] }, 100)).toMatchObject({ width: 100, height: 0, shapes: [] })
})
