import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { demoCounty } from '../../county/demo/index.ts'
import { boundariesOf } from './boundaries.ts'

const folder = mkdtempSync(join(tmpdir(), 'countywide-boundaries-'))
const file = join(folder, 'boundaries.geojson')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const feature = (division: string) => ({
  type: 'Feature',
  properties: { division, name: '某镇', note: 'x' },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [110, 30],
        [111, 30],
        [111, 31],
        [110, 30],
      ],
    ],
  },
})

it('a demo county has its invented outlines, without a file too', async () => {
  const found = await boundariesOf(141097, undefined)
  expect(found.features.map(({ properties }) => properties.division)).toEqual(
    demoCounty('141097').boundaries.features.map(({ properties }) => properties.division),
  )
  expect(await boundariesOf(141097, file)).toEqual(found)
})
it('the file of the data folder replaces them, for the counties it speaks of; a prefecture has those of all its counties', async () => {
  writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features: [feature('141097100'), feature('141096100')] }))
  const [only, ...others] = (await boundariesOf(141097, file)).features
  expect([only?.properties, others]).toEqual([{ division: '141097100', name: '某镇' }, []])
  expect((await boundariesOf(141098, file)).features.length).toBeGreaterThan(1)
  expect((await boundariesOf(141000, file)).features).toHaveLength(2)
})
it('a county without outlines has none', async () => {
  expect(await boundariesOf(350181, undefined)).toEqual({ type: 'FeatureCollection', features: [] })
})
it.each([
  ['no JSON', '{', '$'],
  ['a division that is none', JSON.stringify({ type: 'FeatureCollection', features: [feature('1410')] }), 'features.0.properties.division'],
])('a file with %s is refused with the place', async (_, text, place) => {
  writeFileSync(file, text)
  await expect(boundariesOf(141097, file)).rejects.toMatchObject({
    kind: 'invalid',
    text: [expect.stringContaining(place), expect.anything()],
  })
})
