import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Db } from '../../src/record/db.ts'
import { child } from './child.ts'
import { observationOf, patients, resourcesOf } from './fhir-data.ts'
import type { LoadAsked, LoadKind, LoadWorked } from './fhir-load.ts'
import type { RawKind, RawKindAsked } from './fhir-raw.ts'
import { type Figure, type Line, median } from './figure.ts'
import { copied, imported } from './import.ts'
import { machine } from './machine.ts'
import { inFolder, inHouse } from './place.ts'
import type { RawAsked, RawWorked } from './raw-inserts.ts'
import type { Used } from './serve.ts'

const seconds = 4
const doc = JSON.stringify(observationOf(1, 1))
type Case = { kind: LoadKind; callers: number; atLeast: number; raw?: RawKind | 'insert'; share?: number; sees?: 'masked' }
/** What is asked of the door: per second, and as a share of what PostgreSQL alone gives the same callers; the share decides. */
const cases: readonly Case[] = [
  { kind: 'create', callers: 8, atLeast: 1200, raw: 'insert', share: 0.35 },
  { kind: 'create', callers: 32, atLeast: 2500, raw: 'insert', share: 0.35 },
  { kind: 'update', callers: 8, atLeast: 1200, raw: 'insert', share: 0.35 },
  { kind: 'update', callers: 32, atLeast: 2500, raw: 'insert', share: 0.35 },
  { kind: 'read', callers: 8, atLeast: 3500, raw: 'read', share: 0.45 },
  { kind: 'read', callers: 32, atLeast: 4500, raw: 'read', share: 0.45 },
  { kind: 'read', callers: 8, atLeast: 1750, raw: 'read', share: 0.225, sees: 'masked' },
  { kind: 'transaction', callers: 1, atLeast: 2500, raw: 'transaction', share: 0.4 },
  { kind: 'transaction', callers: 8, atLeast: 4000, raw: 'transaction', share: 0.4 },
  { kind: 'identifier', callers: 8, atLeast: 2500 },
  { kind: 'name', callers: 8, atLeast: 2500 },
  { kind: 'newest', callers: 8, atLeast: 1300, raw: 'newest', share: 0.7 },
  { kind: 'include', callers: 8, atLeast: 1000 },
  { kind: 'revinclude', callers: 8, atLeast: 1000 },
  { kind: 'chained', callers: 8, atLeast: 1000 },
  { kind: 'everything', callers: 8, atLeast: 300 },
  { kind: 'total', callers: 8, atLeast: 300, raw: 'total', share: 0.5 },
  { kind: 'conditional', callers: 32, atLeast: 1500 },
]

/** The resources as one NDJSON file, the way another system hands them over. */
async function written(folder: string): Promise<number> {
  mkdirSync(folder, { recursive: true })
  let count = 0
  const lines = function* () {
    for (let n = 0; n < patients; n++) {
      let block = ''
      for (const resource of resourcesOf(n)) {
        block += `${JSON.stringify(resource)}\n`
        count++
      }
      yield block
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(join(folder, 'data.ndjson')))
  writeFileSync(join(folder, 'files.json'), JSON.stringify([{ kind: 'fhir', name: 'data.ndjson' }]))
  return count
}

/** Bytes on disk per resource, all tables that documents fill with all their indexes, and the bytes of a resource itself. */
async function bytes(db: Db): Promise<{ disk: number; text: number }> {
  const [row] = await db.query<{ disk: number; text: number }>(
    `select (select sum(pg_total_relation_size(oid)) from pg_class where relname = any($1)) / count(*) as disk, avg(octet_length(doc)) as text from resource`,
    [['resource', 'token', 'compartment', 'identifier', 'person', 'person_name']],
  )
  return { disk: Number(row!.disk), text: Number(row!.text) }
}

async function measured(url: string, rounds: number, say: (text: string) => void): Promise<Line[]> {
  const server = await child('./serve.ts', url)
  const address = await server.first<string>()
  const tokens = { full: await machine(url, address), masked: await machine(url, address, 'masked') }
  const load = await child('./fhir-load.ts')
  const raw = await child('./fhir-raw.ts', url)
  await raw.first()
  const inserts = await child('./raw-inserts.ts', url)
  await inserts.first()
  const bare = async ({ raw: kind, callers }: Case): Promise<number | undefined> => {
    if (kind === undefined) return undefined
    if (kind !== 'insert') return raw.ask<number>({ kind, callers, seconds, doc } satisfies RawKindAsked)
    const done = await inserts.ask<RawWorked>({ callers, seconds, doc } satisfies RawAsked)
    return done.inserts / done.seconds
  }
  const lines: Line[] = []
  try {
    for (const one of cases) {
      const runs: { rate: number; raw: number | undefined; each: number; theirs: number; worked: LoadWorked }[] = []
      for (let round = 0; round < rounds; round++) {
        const token = await tokens[one.sees ?? 'full']()
        const before = (await server.ask<Used>('used')).cpu
        const worked = await load.ask<LoadWorked>({ address, token, kind: one.kind, callers: one.callers, seconds } satisfies LoadAsked)
        const rate = worked.units / worked.seconds
        const each = (((await server.ask<Used>('used')).cpu - before) / (seconds + 1) / rate) * 1000
        runs.push({ rate, raw: await bare(one), each, theirs: worked.cpu / (seconds * 20), worked })
      }
      const of = (pick: (run: (typeof runs)[number]) => number) => median(runs.map(pick))
      const rate = of((run) => run.rate)
      const plain = one.raw && of((run) => run.raw!)
      const share = one.raw && of((run) => run.rate / run.raw!)
      const failed = runs.reduce((sum, { worked }) => sum + Object.values(worked.refused).reduce((a, b) => a + b, 0), 0)
      const [p50, p99] = [of((run) => run.worked.p50), of((run) => run.worked.p99)]
      const enough = share === undefined ? rate >= one.atLeast : share >= one.share!
      lines.push({
        what: `${one.kind}${one.sees ? ' masked' : ''}, ${one.callers} callers`,
        measured: rate,
        unit: '/s',
        ...(plain !== undefined && { raw: plain }),
        ...(share !== undefined && { share }),
        target: `≥ ${one.atLeast}/s${one.share ? `, ≥ ${one.share} of raw` : ''}`,
        met: enough && !failed,
        note: `p50 ${p50.toFixed(1)} p99 ${p99.toFixed(1)} ms, ${of((run) => run.each).toFixed(0)} µs CPU of Node each, load generator ${of((run) => run.theirs).toFixed(0)} % of the cores${failed ? `, ${failed} FAILED` : ''}`,
      })
      say(
        `  ${lines.at(-1)!.what}: ${rate.toFixed(0)}/s ${share === undefined ? '' : `share ${share.toFixed(2)} of ${plain!.toFixed(0)} `}${lines.at(-1)!.note}`,
      )
    }
    const { megabytes } = await server.ask<Used>('used')
    return [
      ...lines,
      { what: 'memory of the server after all that', measured: megabytes, unit: 'MiB', target: '≤ 600', met: megabytes <= 600 },
    ]
  } finally {
    await Promise.all([server.close(), load.close(), raw.close(), inserts.close()])
  }
}

/** The FHIR door as another vendor's system meets it, on 10 000 patients with 400 000 resources that came in as NDJSON; beside PostgreSQL alone. */
export const fhir: Figure = {
  name: 'fhir',
  named: true,
  run: ({ rounds, say }) =>
    inFolder(async (folder) => {
      const count = await written(join(folder, 'data'))
      const spool = join(folder, 'spool')
      await inHouse(async (_, url) => imported(url, join(folder, 'data'), spool))
      const alone = (count / (await copied(spool))) * 1000
      return inHouse(async ({ record }, url) => {
        const { taken, seconds: took, cpu, megabytes } = await imported(url, join(folder, 'data'))
        const rate = taken / took
        say(`  import: ${taken} of ${count} resources, ${rate.toFixed(0)}/s, COPY alone ${alone.toFixed(0)}/s, ${megabytes.toFixed(0)} MiB`)
        await record.db.script('vacuum analyze')
        const { disk, text } = await bytes(record.db)
        const perKb = disk / (text / 1024)
        return [
          {
            what: 'NDJSON import, empty store',
            measured: rate,
            unit: '/s',
            raw: alone,
            share: rate / alone,
            target: '≥ 8000/s, ≥ 0.35 of COPY',
            met: rate / alone >= 0.35,
            note: `${((cpu / taken) * 1000).toFixed(0)} µs CPU of Node each`,
          },
          {
            what: 'bytes on disk per 1.0 KB resource',
            measured: perKb,
            unit: 'B',
            target: '≤ 2500',
            met: perKb <= 2500,
            note: `${text.toFixed(0)} bytes of text, ${disk.toFixed(0)} on disk`,
          },
          ...(await measured(url, rounds, say)),
        ]
      })
    }),
}
