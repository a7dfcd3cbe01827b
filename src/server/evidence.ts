import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { findOriginal, keepOriginal } from '../adapters/files/originals.ts'
import { evidenceStream } from '../adapters/plans/evidence.ts'
import { statementType, taskType } from '../capabilities/plans/fhir.ts'
import type { Evidence } from '../capabilities/plans/shape.ts'
import { mayUse } from '../kernel/grammar/capability.ts'
import { refuse } from '../kernel/grammar/refusal.ts'
import type { House } from '../kernel/perform/perform.ts'
import { mustMay } from './access/guard.ts'
import { attached, piecesOf } from './bytes.ts'
import { understood } from './imports.ts'
import { parse } from './refusals.ts'

/** Largest file of evidence, in bytes. */
const largest = 30 * 2 ** 20
const Named = z.object({ name: z.string().trim().min(1).max(200) })
const Checksum = z.object({ checksum: z.string().regex(/^[0-9a-f]{64}$/) })

/** Files that prove what was stated or done: kept under their checksum, given out only where a statement or task of the county names them. */
export function registerEvidence(app: FastifyInstance, { record, clock }: House, folder: string) {
  const audited = ({ actor, session }: FastifyRequest, action: string, detail: Record<string, unknown>) =>
    record.audit(session.county.id, { at: clock().toISOString(), actor: actor.login, organization: actor.organization, action, detail })

  app.post<{ Querystring: unknown }>('/api/evidence', { bodyLimit: largest }, async (request): Promise<Evidence> => {
    if (!mayUse(request.actor, 'statement', 'state')) mustMay(request, 'task', 'report')
    const { name } = parse(Named, request.query)
    const { checksum, bytes } = await understood(() =>
      keepOriginal(folder, Readable.from(evidenceStream(name, piecesOf(request.body, largest)))),
    )
    await audited(request, 'evidence.upload', { checksum, bytes })
    return { checksum, name, bytes }
  })

  app.get<{ Params: unknown; Querystring: unknown }>('/api/evidence/:checksum', async (request, reply) => {
    const types = [
      ...(mayUse(request.actor, 'statement', 'read') ? [statementType] : []),
      ...(mayUse(request.actor, 'task', 'read') ? [taskType] : []),
    ]
    if (!types.length) mustMay(request, 'statement', 'read')
    const { checksum } = parse(Checksum, request.params)
    const { name } = parse(Named, request.query)
    const [named] = await record.db.query(
      'select 1 from resource where county_id = $1 and type = any($2::text[]) and not deleted and position($3 in doc) > 0 limit 1',
      [request.session.county.id, types, `"checksum":"${checksum}"`],
    )
    if (!named) throw refuse('missing', ['没有这份证明材料', 'There is no such evidence'])
    const path = await findOriginal(folder, checksum).catch(() => {
      throw refuse('missing', ['这份证明材料的文件不在这里', 'The file of this evidence is not kept here'])
    })
    await audited(request, 'evidence.read', { checksum })
    return attached(reply, name).header('x-content-type-options', 'nosniff').type('application/octet-stream').send(createReadStream(path))
  })
}
