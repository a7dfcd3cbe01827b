import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openDb } from '../../src/record/db.ts'
import { child } from './child.ts'
import { type Figure, type Line, milliseconds } from './figure.ts'
import type { Imported } from './import-child.ts'
import { county, inFolder, inHouse } from './place.ts'
import { replay } from './spool.ts'

type Generated = { seconds: number; rows: number; megabytes: number }
const months = 36

async function generated(folder: string, residents: number, seed: number): Promise<Generated> {
  mkdirSync(folder, { recursive: true })
  const running = await child('./generate.ts', folder, String(residents), String(months), String(seed))
  return running.first<Generated>()
}
export async function imported(url: string, folder: string, spool?: string): Promise<Imported> {
  const running = await child('./import-child.ts', url, folder, String(county), ...(spool ? [spool] : []))
  const done = await running.first<Imported>()
  await running.close()
  return done
}
/** Three years of a county's files, to have something in the store. */
export const threeYears = (url: string, residents = 3000): Promise<Imported> =>
  inFolder(async (folder) => {
    await generated(folder, residents, 1)
    return imported(url, folder)
  })

export const rate = ({ taken, seconds }: Imported) => taken / seconds
export const told = ({ taken, changed, skipped, cpu, megabytes, settled }: Imported) =>
  `${taken} new, ${changed} changed, ${skipped} as they were, ${((cpu / taken) * 1000).toFixed(0)} µs CPU of Node a new one, ${megabytes.toFixed(0)} MiB, settled in ${settled.toFixed(1)} s`

/** Milliseconds that COPY alone takes for what an import kept in `spool`, into the same tables of an empty store. */
export const copied = (spool: string): Promise<number> =>
  inHouse(async ({ record }, url) => {
    await record.db.script(
      'delete from resource; delete from token; delete from identifier; truncate batch, batch_refusal, person, person_name, compartment, stale',
    )
    await record.db.script('delete from audit; delete from audit_head')
    const db = openDb(url, { max: 1 })
    const spent = await milliseconds(async () => replay(db, spool))
    await db.close()
    return spent
  })

/** A county's files: written, taken in by the real import into an empty store, beside COPY of the very same rows into the very same tables, and a second county's into the full store. */
const figuresAt =
  (residents: number): Figure['run'] =>
  ({ say }) =>
    inFolder(async (folder) => {
      const first = await generated(join(folder, 'first'), residents, 1)
      say(`  ${residents} residents: ${first.rows} rows in ${first.seconds.toFixed(1)} s, ${first.megabytes.toFixed(0)} MiB`)
      await generated(join(folder, 'second'), Math.round(residents / 4), 2)
      const measured = await inHouse(async (_, url) => ({
        empty: await imported(url, join(folder, 'first')),
        full: await imported(url, join(folder, 'second')),
      }))
      say(`  empty store: ${told(measured.empty)}`)
      say(`  full store: ${told(measured.full)}`)
      const spool = join(folder, 'spool')
      await inHouse(async (_, url) => imported(url, join(folder, 'first'), spool))
      const ms = await copied(spool)
      const raw = (measured.empty.taken / ms) * 1000
      const lines: Line[] = [
        {
          what: `generate ${residents} × ${months}`,
          measured: first.seconds,
          unit: 's',
          target: '≤ 120 s at 95 000',
          met: first.seconds <= 120,
          note: `${first.rows} rows, ${first.megabytes.toFixed(0)} MiB`,
        },
        {
          what: `import ${residents} × ${months}, empty store`,
          measured: rate(measured.empty),
          unit: '/s',
          raw,
          share: rate(measured.empty) / raw,
          target: '≥ 8000/s, ≥ 0.35 of COPY',
          met: rate(measured.empty) / raw >= 0.35,
          note: told(measured.empty),
        },
        {
          what: 'import into a full store',
          measured: rate(measured.full),
          unit: '/s',
          target: '≥ 5000/s',
          met: rate(measured.full) >= 5000,
          note: told(measured.full),
        },
        {
          what: 'memory of the import',
          measured: measured.empty.megabytes,
          unit: 'MiB',
          target: '≤ 1024',
          met: measured.empty.megabytes <= 1024,
        },
      ]
      return lines
    })

export const imports: Figure = { name: 'import', run: figuresAt(10_000) }
/** The same at the size of a full county: half an hour and 20 GB of disk, so only when it is named. */
export const county95: Figure = { name: 'import-county', named: true, run: figuresAt(95_000) }
