import { demoVisits, visitHeader } from '../../county/demo/visits.ts'
import { importRows } from '../../src/adapters/files/import.ts'
import { visits } from '../../src/adapters/files/kinds/visits.ts'
import { type Db, openDb } from '../../src/record/db.ts'
import type { RecordStore } from '../../src/record/record.ts'
import { cpuMs } from './child.ts'
import { type Figure, median, milliseconds } from './figure.ts'
import { county, demo, inHouse } from './place.ts'

const end = '2026-03-31'
const rowsOf = (residents: number, months: number) => [visitHeader, ...demoVisits({ county: demo, residents, months, end, seed: 1 })]

/** The demo county's visits through the import that files take. */
export const loadVisits = (record: RecordStore, residents: number, months: number) =>
  importRows('bench', `bench-${residents}-${months}`, rowsOf(residents, months), { record, county, kind: visits, actor: 'bench' })

/** A store whose COPY input is kept as it goes by, for the baseline. */
function listening(record: RecordStore, kept: Map<string, string[]>): RecordStore {
  const wrap = (db: Db): Db => ({
    ...db,
    transaction: (work) => db.transaction((tx) => work(wrap(tx))),
    copyIn: (target, chunks) => {
      const all = [...chunks]
      kept.set(target, [...(kept.get(target) ?? []), ...all])
      return db.copyIn(target, all)
    },
  })
  return { ...record, db: wrap(record.db) }
}

/** Visits into an empty store: rows of a file → validated resources → every table, beside COPY of the very same rows into the very same tables. */
export const load: Figure = {
  name: 'load',
  run: async ({ rounds, say }) => {
    const rows = rowsOf(3000, 18)
    const rates: number[] = []
    const raws: number[] = []
    const cpu: number[] = []
    for (let round = 0; round < rounds; round++)
      await inHouse(async ({ record }, url) => {
        const options = { record, county, kind: visits, actor: 'bench' }
        const before = cpuMs()
        const { taken, seconds } = await importRows('bench', 'bench', rows, options)
        cpu.push((cpuMs() - before) / taken)
        rates.push(taken / seconds)
        const kept = new Map<string, string[]>()
        await empty(record.db)
        await importRows('bench', 'again', rows, { ...options, record: listening(record, kept) })
        await empty(record.db)
        const db = openDb(url, { max: 1 })
        const ms = await milliseconds(async () => {
          for (const [target, chunks] of kept) await db.copyIn(target, chunks)
        })
        await db.close()
        raws.push((taken / ms) * 1000)
        say(`  round ${round + 1}: ${rates.at(-1)!.toFixed(0)}/s of ${taken}, raw ${raws.at(-1)!.toFixed(0)}/s`)
      })
    const share = median(rates.map((rate, i) => rate / raws[i]!))
    const note = `${(median(cpu) * 1000).toFixed(0)} µs CPU of Node each`
    return [
      {
        what: 'load of visits, empty store',
        measured: median(rates),
        unit: '/s',
        raw: median(raws),
        share,
        target: '≥ 8000/s, ≥ 0.35 of COPY',
        met: share >= 0.35,
        note,
      },
    ]
  },
}

/** Takes away what a load has put, organisations and all: every table that COPY fills. */
async function empty(db: Db) {
  await db.script('truncate resource, token, compartment, identifier, person, person_name, flat_visit, stale, batch_refusal, batch')
  await db.script('delete from audit where chain = 0; delete from audit_head where chain = 0')
}
