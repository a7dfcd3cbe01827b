import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type CodeSystemName, codeSystems, insuranceOwnerName, insuranceOwnerText } from '../adapters/files/code-systems.ts'
import { importCodeTable } from '../adapters/files/code-table.ts'
import { decide, importDecisions } from '../adapters/files/decisions.ts'
import { findOriginal } from '../adapters/files/originals.ts'
import { proposalsFor } from '../adapters/files/proposals.ts'
import { openSource } from '../adapters/files/sources/open.ts'
import type { CodeTableLoaded, Decided, DecidedFile, LocalCodeSheet, LocalCodes } from '../capabilities/intake/contract.ts'
import { initialsOf } from '../fhir/china/pinyin.ts'
import type { House } from '../kernel/perform/perform.ts'
import { insuranceOwner } from '../patterns/codes/systems.ts'
import { turnBatch } from '../record/batch.ts'
import { batchesConcerned, type LocalCode, listLocalCodes } from '../record/local-codes.ts'
import { mustMay } from './access/guard.ts'
import { type Intake, understood } from './imports.ts'
import { parse } from './refusals.ts'

const kinds = ['department', 'diagnosis', 'operation', 'drug', 'item'] as const
const Question = z.object({
  state: z.enum(['open', 'mapped', 'ignored']).default('open'),
  kind: z.enum(kinds).optional(),
  /** A piece of the code or its name, or pinyin initials of the name. */
  q: z.string().max(50).default(''),
  skip: z.coerce.number().int().min(0).max(1_000_000).default(0),
})
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
/** More than a county's institutions have of their own. */
const all = 50_000

/** Whether a code is meant by what was typed: a piece of it or of its name, or the pinyin initials of its name. */
const meant = (q: string) => {
  const sought = q.trim().toLowerCase()
  const letters = /^[a-z]+$/.test(sought)
  return ({ code, name }: LocalCode) =>
    sought === '' || `${code} ${name}`.toLowerCase().includes(sought) || (letters && initialsOf(name || code).includes(sought))
}

/** The work list of institutions' own codes, and the official tables they are translated to. */
export function registerLocalCodes(app: FastifyInstance, { record, clock }: House, { originals, wake }: Intake) {
  const { db } = record

  app.get('/api/local-codes', async (request) => {
    mustMay(request, 'import', 'read')
    const county = request.session.county.id
    const names = new Map((await record.organizations(county)).map((o) => [o.id, o.name]))
    names.set(insuranceOwner, insuranceOwnerText[0])
    const { skip, q, ...asked } = parse(Question, request.query)
    const found = (await listLocalCodes(db, county, { ...asked, limit: all })).filter(meant(q))
    const codes = found.slice(skip, skip + most)
    const proposals = await proposalsFor(record, county, codes)
    const concerned = await batchesConcerned(db, county)
    return {
      codes: codes.map((code, i) => ({ ...code, institutionName: names.get(code.institution) ?? '', proposals: proposals[i]! })),
      total: found.length,
      concerned: concerned.length,
    } satisfies LocalCodes
  })

  app.get('/api/local-codes/sheet', async (request) => {
    mustMay(request, 'import', 'read')
    const county = request.session.county.id
    const nodes = new Map((await record.organizations(county)).map((o) => [o.id, o]))
    const { skip: _, q, ...asked } = parse(Question, request.query)
    const found = (await listLocalCodes(db, county, { ...asked, limit: all })).filter(meant(q))
    return {
      codes: found.map(({ kind, institution, code, name, seen, target, state }) => ({
        ...{ kind, code, name, seen },
        institution: institution === insuranceOwner ? insuranceOwnerName : (nodes.get(institution)?.code ?? ''),
        institutionName: nodes.get(institution)?.name ?? '',
        target: state === 'ignored' ? '-' : (target?.code ?? ''),
        targetName: target?.name ?? '',
      })),
    } satisfies LocalCodeSheet
  })

  app.post('/api/local-codes', async (request) => {
    mustMay(request, 'import', 'map')
    const { wishes } = parse(Wishes, request.body)
    const { decided, unmet } = await decide(record, request.session.county.id, wishes, request.actor.login, clock().toISOString())
    return { decided, unmet } satisfies Decided
  })

  app.post('/api/local-codes/file', async (request) => {
    mustMay(request, 'import', 'map')
    const county = request.session.county.id
    const { checksum: sum, dry } = parse(z.object({ checksum, dry: z.boolean().default(false) }), request.body)
    const about = { actor: request.actor.login, now: clock().toISOString(), blanks: 'skip', dry } as const
    const { changes, ...done } = await understood(async () =>
      importDecisions(record, county, await openSource(await findOriginal(originals, sum)), about),
    )
    const names = new Map((await record.organizations(county)).map((o) => [o.id, o.name]))
    const shown = changes.slice(0, most).map((change) => ({ ...change, institution: names.get(change.institution) ?? '' }))
    return { ...done, changed: changes.length, changes: shown } satisfies DecidedFile
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
