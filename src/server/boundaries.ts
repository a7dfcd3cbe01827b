import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { refuse } from '../kernel/grammar/refusal.ts'

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number())
const polygon = z.array(z.array(position).min(4)).min(1)
/** GeoJSON (RFC 7946) of township outlines: WGS 84, each with the nine digits of its division. What else a feature says is left out. */
const Boundaries = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      properties: z.object({ division: z.string().regex(/^\d{9}$/), name: z.string().max(100).optional() }),
      geometry: z.discriminatedUnion('type', [
        z.object({ type: z.literal('Polygon'), coordinates: polygon }),
        z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon).min(1) }),
      ]),
    }),
  ),
})
export type Outlines = z.output<typeof Boundaries>

/** The invented outlines of a demo county. */
const ofDemo = (county: number) => fileURLToPath(new URL(`../../county/demo/${county}/boundaries.geojson`, import.meta.url))

/**
 * The outlines of a county's townships, for the map of an indicator: those of `file` (boundaries.geojson of the data folder) whose divisions lie in the county, else the
 * demo county's, else none. A county that ends in 00 is a prefecture, and has those of all its counties.
 * @throws Refusal 'invalid' when `file` is no such GeoJSON, with the place
 */
export async function boundariesOf(county: number, file: string | undefined): Promise<Outlines> {
  const prefix = String(county).replace(/00$/, '')
  const within = ({ features }: Outlines) => features.filter(({ properties }) => properties.division.startsWith(prefix))
  const own = file === undefined ? undefined : await read(file)
  const features = own ? within(own) : []
  if (features.length) return { type: 'FeatureCollection', features }
  const demo = await read(ofDemo(county))
  return { type: 'FeatureCollection', features: demo ? within(demo) : [] }
}

async function read(file: string): Promise<Outlines | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  const parsed = Boundaries.safeParse(jsonOf(text))
  if (parsed.success) return parsed.data
  const place = parsed.error.issues[0]?.path.join('.') || '$'
  throw refuse('invalid', [
    `数据目录中的 boundaries.geojson 无法使用（${place}）：应为 FeatureCollection，每个 Feature 有 9 位 division`,
    `boundaries.geojson in the data folder cannot be used (${place}): a FeatureCollection is needed whose features have a division of 9 digits`,
  ])
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** GET /api/boundaries: the outlines of the session's county, for whoever is signed in. */
export function registerBoundaries(app: FastifyInstance, file: string | undefined) {
  app.get('/api/boundaries', (request) => boundariesOf(request.session.county.id, file))
}
