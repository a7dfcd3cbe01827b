import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { batchId } from '../../../adapters/files/import.ts'
import { ImportError } from '../../../adapters/files/import-error.ts'
import { fhir as kind } from '../../../adapters/files/kinds/fhir.ts'
import { keepOriginal } from '../../../adapters/files/originals.ts'
import { resourceTypes } from '../../../fhir/validate/schema.ts'
import { addBatch, type Batch, type Eyes, readBatch } from '../../../record/batch.ts'
import type { Db } from '../../../record/db.ts'
import type { Caller } from '../caller.ts'
import type { FhirDoor } from '../door.ts'
import { ndjsonTypes } from '../operations/import.ts'
import { type OutcomeIssue, outcomeText, refuseFhir } from '../outcome.ts'
import { baseOf } from '../request.ts'
import { told } from '../told.ts'
import { isJob } from './store.ts'

/** Largest body, in bytes: beyond it the file goes in by the command line, from the machine itself. */
const largest = 8 * 2 ** 30
const over = new Set(['done', 'failed', 'cancelled', 'undone', 'undoing', 'paused'])
/** Issue types of rules that are not called like one. */
const codes = new Map([
  ['fhir.type', 'structure'],
  ['fhir.id', 'value'],
  ['text', 'value'],
  ['reference', 'not-found'],
])
type OnBatch = { Params: { id: string } }

/**
 * `$import`: one resource a line (NDJSON), each under its own id, through the same import as files of the county: refused line by line, taken back
 * as one batch. Answered 202 with the address where it can be followed. Read as a stream, so in a context of its own.
 */
export function registerNdjsonImport(app: FastifyInstance, door: FhirDoor): void {
  const { house, integrity, intake, origin } = door
  if (!intake) return
  const { originals, wake } = intake
  const { record, clock } = house
  const batchOf = async ({ caller, params }: FastifyRequest<OnBatch>): Promise<Batch> => {
    const batch = isJob(params.id) ? await readBatch(record.db, caller.county, params.id) : undefined
    if (batch?.kind !== kind.name || batch.actor !== caller.actor.login)
      throw refuseFhir(404, 'not-found', 'There is no such import of yours.')
    return batch
  }

  app.addContentTypeParser(ndjsonTypes, { bodyLimit: largest }, (_, payload, done) => done(null, payload))
  app.post('/$import', { bodyLimit: largest }, async (request, reply) => {
    const { caller } = request
    if (!caller.mayCall('import')) throw refuseFhir(403, 'forbidden', '$import writes any type: it needs the scope system/*.cu.')
    if (!ndjsonTypes.includes(request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? ''))
      throw refuseFhir(415, 'not-supported', 'Send the resources as application/fhir+ndjson, one a line.')
    const sum = await kept(originals, request.body as Readable)
    const fileName = `${caller.actor.login} ${clock().toISOString()}.ndjson`
    // each client's own, also of the same bytes: whoever sent them goes on following his
    const id = batchId(caller.county, kind, `${sum.checksum} ${caller.actor.login}`)
    const batch = {
      id,
      kind: kind.name,
      fileName,
      checksum: sum.checksum,
      actor: caller.actor.login,
      original: true,
      lines: sum.lines,
      bytes: sum.bytes,
      options: { eyes: eyesOf(caller), ...(integrity ? {} : { references: 'any' as const }) },
    }
    await addBatch(record.db, caller.county, batch, 'queued')
    await told(door, caller, 'import', undefined, { batch: id, name: fileName })
    wake()
    return reply
      .status(202)
      .header('content-location', `${baseOf(request, origin)}/bulk/import/${id}`)
      .send()
  })

  app.get<OnBatch>('/bulk/import/:id', async (request, reply) => {
    const batch = await batchOf(request)
    const counts = { taken: batch.taken, changed: batch.changed, skipped: batch.skipped, refused: batch.refused }
    if (!over.has(batch.state))
      return reply
        .status(202)
        .header('x-progress', `${batch.rows} of ${batch.lines ?? '?'} lines`)
        .header('retry-after', '2')
        .send()
    const error = batch.refused
      ? [{ type: 'OperationOutcome', count: batch.refused, url: `${baseOf(request, origin)}/bulk/import/${batch.id}/refused` }]
      : []
    return reply
      .type('application/json; charset=utf-8')
      .send(JSON.stringify({ transactionTime: batch.endedAt, state: batch.state, ...counts, message: batch.message[1], error }))
  })

  app.get<OnBatch>('/bulk/import/:id/refused', async (request, reply) => {
    const batch = await batchOf(request)
    await told(door, request.caller, 'import.refused', undefined, { batch: batch.id, rows: batch.refused })
    return reply.type('application/fhir+ndjson').send(Readable.from(outcomes(record.db, request.caller.county, batch.id)))
  })
}

/** Conditional references of an import find what its sender would find by a search. */
function eyesOf(caller: Caller): Eyes {
  const types = resourceTypes().filter((type) => caller.may('search', type))
  return { reader: caller.reader, ...(types.length < resourceTypes().length ? { types } : {}) }
}

type Refused = { line: number; expression: string; rule: string; message: string }
const issueOf = ({ line, expression, rule, message }: Refused): OutcomeIssue => ({
  severity: 'error',
  code: codes.get(rule) ?? (rule.startsWith('fhir.') ? rule.slice(5) : 'business-rule'),
  diagnostics: `Line ${line}: ${message}`,
  ...(/^[A-Z]\w+(\.|$)/.test(expression) ? { expression: [expression] } : {}),
})

/** Why lines of a batch were refused, an OperationOutcome a line, in blocks. */
async function* outcomes(db: Db, county: number, batch: string): AsyncGenerator<string> {
  for (let last = -1; ; ) {
    const rows = await db.query<Refused>(
      `with page as (select distinct line from batch_refusal where county_id = $1 and batch_id = $2 and line > $3 order by line limit 1000)
       select line, value as expression, rule, message_en as message from batch_refusal join page using (line)
       where county_id = $1 and batch_id = $2 order by line, column_name, rule`,
      [county, batch, last],
    )
    if (!rows.length) return
    const byLine = new Map<number, OutcomeIssue[]>()
    for (const row of rows) byLine.set(row.line, [...(byLine.get(row.line) ?? []), issueOf(row)])
    yield [...byLine.values()].map((issues) => `${outcomeText(issues)}\n`).join('')
    last = rows.at(-1)!.line
  }
}

/** @throws FhirRefusal 503 when the disk is full */
async function kept(folder: string, body: Readable) {
  try {
    return await keepOriginal(folder, body)
  } catch (error) {
    if (error instanceof ImportError) throw refuseFhir(503, 'no-store', error.text[1])
    throw error
  }
}
