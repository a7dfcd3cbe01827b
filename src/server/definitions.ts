import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { compileDefinition } from '../capabilities/definitions/compile.ts'
import type { ColumnValues, DefinitionLibrary, PreviewAnswer } from '../capabilities/definitions/contract.ts'
import { libraryOf } from '../capabilities/definitions/library.ts'
import { Content } from '../capabilities/definitions/shape.ts'
import { mayUse } from '../kernel/grammar/capability.ts'
import { refuse } from '../kernel/grammar/refusal.ts'
import type { House } from '../kernel/perform/perform.ts'
import { mustMay } from './access/guard.ts'
import { previewOf, trialCode } from './definition-preview.ts'
import { logRead } from './operations.ts'
import { parse } from './refusals.ts'

const Asked = z.object({ content: Content })
const Column = z.object({ view: z.string().max(40), column: z.string().max(60) })
/** A column with more values than this is typed, not chosen from. */
const mostValues = 60

/** What the page of local indicators needs beside the verbs: what a definition may speak of, the values of a column, and a trial of what is written. */
export function registerDefinitions(app: FastifyInstance, house: House) {
  const library = libraryOf(house.registry.capabilities)

  app.get('/api/definitions/library', async (request): Promise<DefinitionLibrary> => {
    mustMay(request, 'definition', 'read')
    return library
  })

  app.get('/api/definitions/values', async (request): Promise<ColumnValues> => {
    mustMay(request, 'definition', 'edit')
    const { view, column } = parse(Column, request.query)
    const known = library.views.find(({ name }) => name === view)
    const found = known?.columns.find(({ name }) => name === column)
    if (!found) throw refuse('missing', ['没有这一列', 'No such column'])
    if (found.kind !== 'text' || found.person) return { values: [] }
    const rows = await house.record.db.query<{ value: string }>(
      `select ${found.sql} as value from flat_${known!.name} f where f.county_id = $1 and ${found.sql} <> '' group by 1 order by count(*) desc limit ${mostValues + 1}`,
      [request.session.county.id],
    )
    return { values: rows.length > mostValues ? [] : rows.map(({ value }) => value) }
  })

  app.post('/api/definitions/preview', async (request): Promise<PreviewAnswer> => {
    mustMay(request, 'definition', 'edit')
    const { sees } = request.session
    if (sees === 'none') throw refuse('forbidden', ['您的岗位不能查看个人信息，不能试算', 'Your post does not show persons: no preview'])
    const { content } = parse(Asked, request.body)
    const read = compileDefinition(trialCode(), content, library)
    if ('problems' in read) return { problems: read.problems }
    const preview = await previewOf(house, request.session.county.id, content, read.compiled, {
      sees,
      mayRead: (list) => mayUse(request.actor, list.verb?.split('.')[0] ?? list.view, 'read'),
    })
    await logRead(house, request, 'definition.preview', content.name)
    return { preview }
  })
}
