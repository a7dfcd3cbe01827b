import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DemoCounty } from '../../county/demo/types.ts'
import { writeCounty } from '../../county/generator/write.ts'
import { importFile } from '../adapters/files/import.ts'
import { kinds } from '../adapters/files/kinds/index.ts'
import { settle } from '../adapters/files/run.ts'
import type { House } from '../kernel/perform/perform.ts'
import { listBatches } from '../record/batch.ts'
import { localDay } from '../record/local-day.ts'

/** `whole`: all months of a kind in one file, which is quicker to take in. */
export type DemoSize = { residents: number; months: number; whole?: boolean }
export type DemoFile = { kind: string; name: string; month?: string }
/** The files of a demo county: what stands and the newest year, then the years before, the newest month first. */
export type DemoFiles = { folder: string; newest: readonly DemoFile[]; earlier: readonly DemoFile[] }

/** Realistic mistakes in the demo's files, so that there is something to see in refusals and data quality. */
const defects = 1
const manifest = 'files.json'

/** Writes a demo county's export files once; a second start finds the same files, whatever day it is. */
export function demoFiles(county: DemoCounty, size: DemoSize, now: Date, demo: string): DemoFiles {
  const folder = join(demo, county.county.code)
  const list = join(folder, manifest)
  if (!existsSync(list)) {
    rmSync(folder, { recursive: true, force: true })
    const files: DemoFile[] = []
    const end = localDay(new Date(now.getTime() - 24 * 3600_000).toISOString())
    const { whole = false, ...people } = size
    const what = { county, ...people, end, seed: Number(county.county.code), defects }
    writeCounty(what, folder, ({ kind, name, month }) => files.push({ kind, name, ...(month ? { month } : {}) }), { whole })
    writeFileSync(list, JSON.stringify(files))
  }
  const files = JSON.parse(readFileSync(list, 'utf8')) as DemoFile[]
  const months = [...new Set(files.flatMap((f) => f.month ?? []))].sort().reverse()
  const of = (some: readonly string[]) => some.flatMap((month) => files.filter((f) => f.month === month))
  return { folder, newest: [...files.filter((f) => !f.month), ...of(months.slice(0, 13))], earlier: of(months.slice(13)) }
}

/** Takes files in through the real import, as the county's statistician would; what is in already is left. @returns rows read and rows refused */
export async function bringIn(
  { record }: House,
  county: number,
  { folder, originals, signal }: { folder: string; originals: string; signal?: AbortSignal },
  files: readonly DemoFile[],
): Promise<{ rows: number; refused: number }> {
  const done = new Set((await listBatches(record.db, county, 10_000)).flatMap((b) => (b.state === 'done' ? [b.fileName] : [])))
  const sum = { rows: 0, refused: 0, taken: 0 }
  for (const { kind: name, name: file } of files) {
    if (done.has(file) || signal?.aborted) continue
    const kind = kinds.find((k) => k.name === name)!
    const { rows, refused, taken } = await importFile(join(folder, file), {
      record,
      settle: false,
      county,
      kind,
      originals,
      actor: 'demo',
      ...(signal ? { signal } : {}),
    })
    sum.rows += rows
    sum.refused += refused
    sum.taken += taken
  }
  await settle(record, county, sum.taken)
  return sum
}
