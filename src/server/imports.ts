import { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { readContext } from '../adapters/files/context.ts'
import { headOf } from '../adapters/files/head.ts'
import { batchId } from '../adapters/files/import.ts'
import { ImportError } from '../adapters/files/import-error.ts'
import { kinds } from '../adapters/files/kinds/index.ts'
import { findOriginal, keepOriginal } from '../adapters/files/originals.ts'
import { institutionOf, preview } from '../adapters/files/preview.ts'
import { refusedOfBatch } from '../adapters/files/refused-of-batch.ts'
import { openSource } from '../adapters/files/sources/open.ts'
import { templateBook, templateText } from '../adapters/files/template.ts'
import type { BatchDetail, Batches, ImportBatch, Kinds, Preview, Uploaded } from '../capabilities/intake/contract.ts'
import { mayUse } from '../kernel/grammar/capability.ts'
import { refuse } from '../kernel/grammar/refusal.ts'
import type { House } from '../kernel/perform/perform.ts'
import { addBatch, type Batch, listBatches, readBatch, turnBatch } from '../record/batch.ts'
import { saveMapping } from '../record/import-mappings.ts'
import { undoBatch } from '../record/undo.ts'
import { namesOf } from './access/authors.ts'
import { mustMay } from './access/guard.ts'
import { attached } from './bytes.ts'
import { maskRefusal } from './masked-refusal.ts'
import { parse } from './refusals.ts'

/** Largest upload, in bytes: beyond it the file goes in by the command line, from the machine itself. */
const largest = 8 * 2 ** 30
const checksum = z.string().regex(/^[0-9a-f]{64}$/)
const Choice = z.object({
  checksum,
  name: z.string().trim().min(1).max(300),
  kind: z.string().max(40).optional(),
  sheet: z.string().max(100).optional(),
  mapping: z.record(z.string().max(100), z.string().max(300)).optional(),
})
const turns = { pause: 'pause', cancel: 'cancel', resume: 'queue', again: 'queue' } as const
type OnBatch = { Params: { id: string } }

/** Where originals are kept; `wake` tells the worker that a batch waits. */
export type Intake = { originals: string; wake: () => void }

/** Files that come in by the browser: upload, preview, import in a worker process, what became of it. The audit trail says who brought what. */
export function registerImports(app: FastifyInstance, house: House, { originals, wake }: Intake) {
  const { record, clock } = house
  const { db } = record
  app.addContentTypeParser('application/octet-stream', (_, payload, done) => done(null, payload))

  const enter = (request: FastifyRequest, verb = 'read') => {
    mustMay(request, 'import', verb)
    return request.session.county.id
  }
  const audited = ({ actor, session }: FastifyRequest, action: string, detail: Record<string, unknown>) =>
    record.audit(session.county.id, { at: clock().toISOString(), actor: actor.login, organization: actor.organization, action, detail })
  /** Batches for people: who brought them by name. */
  const named = async (county: number, batches: readonly Batch[]) => {
    const names = await namesOf(
      db,
      county,
      batches.map(({ actor }) => actor),
    )
    return batches.map(shown).map((batch) => ({ ...batch, actor: names.get(batch.actor) ?? batch.actor }))
  }
  const batchOf = async (request: FastifyRequest<OnBatch>, verb?: string) => {
    const county = enter(request, verb)
    const batch = await readBatch(db, county, request.params.id)
    if (!batch) throw refuse('missing', ['没有这个导入批次', 'No such import'])
    return { county, batch }
  }

  app.get('/api/imports/kinds', async (request) => {
    enter(request)
    return {
      kinds: kinds.map(({ name, text, columns }) => ({
        name,
        text,
        columns: Object.entries(columns).map(([column, { text, type, required, names }]) => ({
          name: column,
          text,
          type,
          required: required === true,
          names: names ?? [],
        })),
      })),
    } satisfies Kinds
  })

  app.get('/api/imports', async (request) => {
    const county = enter(request)
    return { batches: await named(county, await listBatches(db, county)) } satisfies Batches
  })

  app.post<{ Querystring: { name?: string } }>('/api/imports/files', { bodyLimit: largest }, async (request) => {
    enter(request, 'upload')
    const name = (request.query.name ?? '').trim().slice(0, 300)
    if (!name) throw refuse('invalid', ['请说明文件名', 'Name the file'])
    const sum = await understood(() => keepOriginal(originals, request.body as never))
    await audited(request, 'import.upload', { name, ...sum })
    return { ...sum, name } satisfies Uploaded
  })

  app.post('/api/imports/preview', async (request) => {
    const county = enter(request, 'upload')
    const { checksum, name, ...choice } = parse(Choice, request.body)
    const options = Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== undefined))
    const seen = await understood(async () =>
      preview(await findOriginal(originals, checksum), { record, county, now: clock(), ...options }),
    )
    const kind = kinds.find((k) => k.name === seen.kind)!
    const known = await readBatch(db, county, batchId(county, kind, checksum))
    await audited(request, 'import.preview', { name, checksum, kind: seen.kind })
    return { checksum, name, ...seen, ...(known && known.state !== 'preview' ? { known: shown(known) } : {}) } satisfies Preview
  })

  app.post('/api/imports', async (request) => {
    const county = enter(request, 'start')
    const { checksum, name, mapping, sheet, ...choice } = parse(Choice.required({ kind: true }), request.body)
    const kind = kinds.find((k) => k.name === choice.kind)
    if (!kind) throw refuse('invalid', ['没有这种文件', 'No such kind of file'], [{ path: 'kind', text: ['没有这种文件', 'No such kind'] }])
    const { login } = request.actor
    return understood(async () => {
      const path = await findOriginal(originals, checksum)
      const { header, samples } = await headOf([kind], (await openSource(path, sheet ? { sheet } : {})).rows(), mapping)
      const institution = institutionOf(kind, header, samples, await readContext(record, county, clock().toISOString()))
      if (mapping) await saveMapping(db, county, { institution, kind: kind.name, header }, mapping, login)
      const batch = await addBatch(
        db,
        county,
        {
          id: batchId(county, kind, checksum),
          kind: kind.name,
          fileName: name,
          checksum,
          actor: login,
          institution,
          original: true,
          ...(mapping ? { mapping } : {}),
          ...(sheet ? { options: { sheet } } : {}),
        },
        'queued',
      )
      await audited(request, 'import.start', { batch: batch.id, kind: kind.name, name })
      wake()
      return shown(batch)
    })
  })

  app.get<OnBatch>('/api/imports/:id', async (request) => {
    const { county, batch } = await batchOf(request)
    const refusals = await db.query<{ line: number; column: string; value: string; rule: string; zh: string; en: string }>(
      `select line, column_name as "column", value, rule, message as zh, message_en as en from batch_refusal where county_id = $1 and batch_id = $2 order by line, column_name limit 1000`,
      [county, batch.id],
    )
    const byRule = await db.query<{ rule: string; column: string; rows: number; zh: string; en: string }>(
      `select rule, column_name as "column", count(distinct line)::int as rows, min(message) as zh, min(message_en) as en from batch_refusal
       where county_id = $1 and batch_id = $2 group by rule, column_name order by 3 desc limit 100`,
      [county, batch.id],
    )
    const kind = kinds.find(({ name }) => name === batch.kind)
    const { sees } = request.session
    const asSeen = <R extends Parameters<typeof maskRefusal>[2]>(refusal: R) => maskRefusal(kind, sees, refusal)
    return {
      batch: (await named(county, [batch]))[0]!,
      refusals: refusals.map(worded).map(asSeen),
      byRule: byRule.map(worded).map(asSeen),
      download: mayTake(request, batch),
    } satisfies BatchDetail
  })

  app.get<OnBatch & { Querystring: { language?: string } }>('/api/imports/:id/refused', async (request, reply) => {
    const { county, batch } = await batchOf(request)
    if (!mayTake(request, batch))
      throw refuse('forbidden', [
        '被拒行含有个人信息，只有上传人和有权限的岗位可以下载',
        'Refused rows hold personal data: for whoever uploaded the file, or a post with the right',
      ])
    const language = request.query.language === 'en' ? 'en' : 'zh'
    const { extension, body } = await understood(() => refusedOfBatch(db, county, batch, originals, language))
    await audited(request, 'import.refused', { batch: batch.id, rows: batch.refused })
    return attach(reply, `${stem(batch.fileName)}-${language === 'zh' ? '被拒行' : 'refused'}.${extension}`, Readable.from(body))
  })

  app.get<{ Params: { kind: string; format: string }; Querystring: { language?: string } }>(
    '/api/imports/templates/:kind/:format',
    async (request, reply) => {
      enter(request)
      const kind = kinds.find(({ name }) => name === request.params.kind)
      if (!kind) throw refuse('missing', ['没有这种文件', 'No such kind of file'])
      const language = request.query.language === 'en' ? 'en' : 'zh'
      const name = kind.text[language === 'zh' ? 0 : 1]
      if (request.params.format === 'xlsx') return attach(reply, `${name}.xlsx`, templateBook(kind, language))
      const { extension, text } = templateText(kind)
      return attach(reply, `${name}.${extension}`, text)
    },
  )

  for (const [verb, turn] of Object.entries(turns))
    app.post<OnBatch>(`/api/imports/:id/${verb}`, async (request) => {
      const { county, batch } = await batchOf(request, verb)
      if (turn === 'queue' && !batch.original)
        throw refuse('conflict', ['这个文件不是从这里导入的，没有保存原文件', 'This file was not kept: it came in by another way'])
      await turnBatch(db, county, batch.id, turn)
      await audited(request, `import.${verb}`, { batch: batch.id })
      wake()
      return shown((await readBatch(db, county, batch.id))!)
    })

  app.post<OnBatch>('/api/imports/:id/undo', async (request) => {
    const { county, batch } = await batchOf(request, 'undo')
    if (batch.state === 'running' || batch.state === 'queued')
      throw refuse('conflict', ['这个批次正在导入，请先暂停或取消', 'This import is running: pause or cancel it first'])
    await audited(request, 'import.undo', { batch: batch.id })
    // Goes on while the page looks at the batch; interrupted, it goes on when it is asked for again.
    const running = undoBatch(record, county, batch.id, { actor: request.actor.login, now: clock().toISOString() })
    running.catch((error: unknown) => request.log.error(error))
    let now = batch
    for (let i = 0; i < 50 && !['undoing', 'undone'].includes(now.state); i++) {
      await Promise.race([running.catch(() => {}), setTimeout(100)])
      now = (await readBatch(db, county, batch.id))!
    }
    return shown(now)
  })
}

/** The rows of a file as they were: for who brought them, and for posts that mend files. */
const mayTake = ({ actor }: FastifyRequest, batch: Batch) => batch.actor === actor.login || mayUse(actor, 'import', 'refused')
const stem = (name: string) => name.replace(/\.[^.]*$/, '')
const attach = (reply: FastifyReply, name: string, body: string | Buffer | Readable) =>
  attached(reply, name).type('application/octet-stream').send(body)

/** A file that cannot be taken is the sender's to mend, not a bug. */
export async function understood<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ImportError) throw refuse('invalid', error.text)
    throw error
  }
}

const worded = <T extends { zh: string; en: string }>({ zh, en, ...rest }: T) => ({ ...rest, message: [zh, en || zh] as const })
const shown = ({
  mapping: _,
  options: __,
  checksum: ___,
  institution: ____,
  firstStartedAt: _____,
  heartbeatAt: ______,
  ...batch
}: Batch): ImportBatch => batch
