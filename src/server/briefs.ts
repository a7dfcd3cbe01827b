import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { pdfOf } from '../adapters/documents/pdf.ts'
import { wordOf } from '../adapters/documents/word.ts'
import { type DraftAnswer, formats, type SinceAnswer } from '../capabilities/briefs/contract.ts'
import { briefFromFhir, briefType } from '../capabilities/briefs/fhir.ts'
import { type Brief, Month } from '../capabilities/briefs/shape.ts'
import { texts } from '../capabilities/briefs/texts.ts'
import type { Resource } from '../fhir/resource.ts'
import { rounded } from '../kernel/grammar/amount.ts'
import { refuse } from '../kernel/grammar/refusal.ts'
import { monthFigures } from '../kernel/perform/month-figures.ts'
import type { House } from '../kernel/perform/perform.ts'
import { localDay } from '../record/local-day.ts'
import { readMany } from '../record/read.ts'
import { mustMay } from './access/guard.ts'
import { draftOf } from './brief-draft.ts'
import { bookOf, paperOf } from './brief-paper.ts'
import { attached } from './bytes.ts'
import { parse } from './refusals.ts'

const File = z.object({ as: z.enum(formats) })
const kinds = {
  docx: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', make: (brief: Brief) => wordOf(paperOf(brief)) },
  pdf: { type: 'application/pdf', make: (brief: Brief) => pdfOf(paperOf(brief)) },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', make: async (brief: Brief) => bookOf(brief) },
}
type OnBrief = { Params: { id: string } }

/** The monthly brief: written from the numbers, what has changed since, and as a file. What is kept goes through `brief.draft` and its sisters. */
export function registerBriefs(app: FastifyInstance, house: House) {
  const { record, clock } = house
  const briefOf = async (county: number, id: string) => {
    const [found] = await readMany(record.db, county, [{ type: briefType, id }])
    if (!found) throw refuse('missing', ['没有这份简报', 'No such brief'])
    return briefFromFhir([JSON.parse(found.doc) as Resource])
  }
  app.get('/api/briefs/draft', async (request): Promise<DraftAnswer> => {
    mustMay(request, 'brief', 'draft')
    if (request.session.sees === 'none') throw refuse('forbidden', texts.fewPersons)
    const { month } = parse(z.object({ month: Month }), request.query)
    if (month >= localDay(clock().toISOString()).slice(0, 7))
      throw refuse('invalid', texts.notOver, [{ path: 'month', text: texts.notOver }])
    return draftOf(house, request.session.county, month)
  })
  app.get<OnBrief>('/api/briefs/:id/since', async (request): Promise<SinceAnswer> => {
    mustMay(request, 'brief', 'read')
    if (request.session.sees === 'none') throw refuse('forbidden', texts.fewPersons)
    const county = request.session.county.id
    const { month, figures } = await briefOf(county, request.params.id)
    const now = new Map(
      (
        await monthFigures(
          house,
          county,
          figures.map(({ code }) => code),
          month,
        )
      ).map((figure) => [figure.code, figure]),
    )
    return {
      changed: figures.flatMap(({ code, unit, value }) => {
        const today = now.get(code)?.value ?? null
        const shown = (one: number | null) => (one === null ? null : rounded(one, unit))
        return shown(value) === shown(today) ? [] : [{ code, then: value, now: today }]
      }),
    }
  })
  app.get<OnBrief>('/api/briefs/:id/file', async (request, reply) => {
    mustMay(request, 'brief', 'read')
    const { as } = parse(File, request.query)
    const brief = await briefOf(request.session.county.id, request.params.id)
    const { type, make } = kinds[as]
    return attached(reply, `${brief.title}.${as}`)
      .type(type)
      .send(await make(brief))
  })
}
