import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type CodeSystemName, codeSystems } from '../adapters/files/code-systems.ts'
import { importCodeTable } from '../adapters/files/code-table.ts'
import { decide, importDecisions } from '../adapters/files/decisions.ts'
import { findOriginal } from '../adapters/files/originals.ts'
import { proposalsFor } from '../adapters/files/proposals.ts'
import { openSource } from '../adapters/files/sources/open.ts'
import type { CodeTableLoaded, Decided, LocalCodes } from '../capabilities/intake/contract.ts'
import type { House } from '../kernel/perform/perform.ts'
import { turnBatch } from '../record/batch.ts'
import { batchesConcerned, listLocalCodes } from '../record/local-codes.ts'
import { mustMay } from './access/guard.ts'
import { type Intake, understood } from './imports.ts'
import { parse } from './refusals.ts'

const kinds = ['department', 'diagnosis', 'operation', 'drug', 'item'] as const
const Question = z.object({ state: z.enum(['open', 'mapped', 'ignored']).default('open'), kind: z.enum(kinds).optional() })
const text = (most: number) => z.string().max(most)
const Wishes = z.object({
  wishes: z.array(z.object({ kind: z.enum(kinds), institution: text(64), code: text(300), target: text(300) })).max(500),
})
const checksum = z.string().regex(/^[0-9a-f]{64}$/)
const Table = z.object({
  checksum,
  system: z.enum(Object.keys(codeSystems) as [CodeSystemName, ...CodeSystemName[]]),
  from: z.iso.date(),
  dry: z.boolean().default(true),
})
/** Codes a page shows at once: those that most rows have come first. */
const most = 200

/** The work list of institutions' own codes, and the official tables they are translated to. */
export function registerLocalCodes(app: FastifyInstance, { record, clock }: House, { originals, wake }: Intake) {
  const { db } = record

  app.get('/api/local-codes', async (request) => {
    mustMay(request, 'import', 'read')
    const county = request.session.county.id
    const names = new Map((await record.organizations(county)).map((o) => [o.id, o.name]))
    const codes = await listLocalCodes(db, county, { ...parse(Question, request.query), limit: most })
    const proposals = await proposalsFor(record, county, codes)
    const concerned = await batchesConcerned(db, county)
    return {
      codes: codes.map((code, i) => ({ ...code, institutionName: names.get(code.institution) ?? '', proposals: proposals[i]! })),
      concerned: concerned.length,
    } satisfies LocalCodes
  })

  app.post('/api/local-codes', async (request) => {
    mustMay(request, 'import', 'map')
    const { wishes } = parse(Wishes, request.body)
    return (await decide(record, request.session.county.id, wishes, request.actor.login, clock().toISOString())) satisfies Decided
  })

  app.post('/api/local-codes/file', async (request) => {
    mustMay(request, 'import', 'map')
    const { checksum: sum } = parse(z.object({ checksum }), request.body)
    const about = { actor: request.actor.login, now: clock().toISOString() }
    return (await understood(async () =>
      importDecisions(record, request.session.county.id, await openSource(await findOriginal(originals, sum)), about),
    )) satisfies Decided
  })

  app.post('/api/local-codes/rerun', async (request) => {
    mustMay(request, 'import', 'again')
    const county = request.session.county.id
    const concerned = await batchesConcerned(db, county)
    for (const { id } of concerned) await turnBatch(db, county, id, 'queue')
    const { login, organization } = request.actor
    const detail = { batches: concerned.length }
    await record.audit(county, { at: clock().toISOString(), actor: login, organization, action: 'import.again', detail })
    wake()
    return { queued: concerned.length }
  })

  app.post('/api/code-tables', async (request) => {
    mustMay(request, 'import', 'codes')
    const { checksum: sum, system, from, dry } = parse(Table, request.body)
    const options = { from, dry, actor: request.actor.login, now: clock().toISOString() }
    const { left, ...result } = await understood(async () =>
      importCodeTable(
        record,
        request.session.county.id,
        codeSystems[system],
        await openSource(await findOriginal(originals, sum)),
        options,
      ),
    )
    return { ...result, left: left.length, firstLeft: left.slice(0, 20) } satisfies CodeTableLoaded
  })

  app.get('/api/code-tables', async (request) => {
    mustMay(request, 'import', 'read')
    return { systems: Object.entries(codeSystems).map(([name, { text }]) => ({ name, text })) }
  })
}
