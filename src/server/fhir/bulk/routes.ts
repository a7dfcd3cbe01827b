import { createReadStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Caller } from '../caller.ts'
import type { FhirDoor } from '../door.ts'
import { refuseFhir } from '../outcome.ts'
import { baseOf } from '../request.ts'
import { told } from '../told.ts'
import { endJob, forgetJob, isJob, type Job, readJob } from './store.ts'

type OnJob = { Params: { id: string; file: string } }

/** Whether who asked for the export may still see as much as then: his rights may have become fewer while it was written or lay here. */
const maySee = ({ reader, sees, may }: Caller, { asked }: Job, type: string): boolean =>
  may('read', type) &&
  (sees === 'full' || sees === asked.sees) &&
  (asked.reader.labels & ~reader.labels) === 0 &&
  (!reader.organizations || (asked.reader.organizations?.every((key) => reader.organizations?.includes(key)) ?? false))

/** Where an export can be followed, fetched and cancelled: by whoever asked for it, with the token of the same machine. */
export function registerBulk(app: FastifyInstance, door: FhirDoor): void {
  const { house, exports, origin } = door
  if (!exports) return
  const { record } = house
  const jobOf = async ({ caller, params }: FastifyRequest<OnJob>): Promise<Job> => {
    const job = isJob(params.id) ? await readJob(record.db, caller.county, params.id) : undefined
    if (!job || job.actor !== caller.actor.login || job.state === 'cancelled')
      throw refuseFhir(404, 'not-found', 'There is no such export, or no longer.')
    return job
  }

  app.get<OnJob>('/bulk/export/:id', async (request, reply) => {
    const job = await jobOf(request)
    if (job.state === 'failed') throw refuseFhir(500, 'exception', job.message)
    if (job.state !== 'done') {
      const progress = job.state === 'queued' ? 'waiting' : `${job.written} resources written`
      return reply.status(202).header('x-progress', progress).header('retry-after', '2').send()
    }
    const files = (kind: 'deleted' | 'outcome' | undefined) =>
      job.output
        .filter(({ deleted, outcome }) => kind === (deleted ? 'deleted' : outcome ? 'outcome' : undefined))
        .map(({ type, name, count }) => ({
          type: kind === 'deleted' ? 'Bundle' : type,
          url: `${baseOf(request, origin)}/bulk/export/${job.id}/${name}`,
          count,
        }))
    return reply
      .header('expires', new Date(job.expiresAt).toUTCString())
      .type('application/json; charset=utf-8')
      .send(
        JSON.stringify({
          transactionTime: job.asOf,
          request: job.request,
          requiresAccessToken: true,
          output: files(undefined),
          deleted: files('deleted'),
          error: files('outcome'),
        }),
      )
  })

  app.delete<OnJob>('/bulk/export/:id', async (request, reply) => {
    const job = await jobOf(request)
    await endJob(record.db, job, 'cancelled', [])
    if (job.state !== 'running') {
      await rm(join(exports.folder, job.id), { recursive: true, force: true })
      await forgetJob(record.db, job.county, job.id)
    }
    return reply.status(202).send()
  })

  app.get<OnJob>('/bulk/export/:id/:file', async (request, reply) => {
    const job = await jobOf(request)
    const found = job.output.find(({ name }) => name === request.params.file)
    if (job.state !== 'done' || !found) throw refuseFhir(404, 'not-found', 'There is no such file of this export.')
    if (!found.outcome && !maySee(request.caller, job, found.type))
      throw refuseFhir(403, 'forbidden', 'You may see less now than when you asked for this export: ask for it again.')
    const path = join(exports.folder, job.id, found.name)
    const { size } = await stat(path)
    await told(door, request.caller, 'export.read', undefined, { id: job.id, type: found.type, resources: found.count })
    return reply.header('content-length', size).type('application/fhir+ndjson').send(createReadStream(path))
  })
}
