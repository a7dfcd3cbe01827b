import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoCounty } from '../../county/demo/index.ts'
import { random } from '../../county/demo/random.ts'
import type { Truth } from '../../county/generator/index.ts'
import { writeCounty } from '../../county/generator/write.ts'
import { importFile } from '../../src/adapters/files/import.ts'
import { kinds } from '../../src/adapters/files/kinds/index.ts'
import { seedCounty } from '../../src/cli/seed.ts'
import type { House } from '../../src/kernel/perform/perform.ts'
import { ensureCodes } from '../../src/server/codes.ts'
import { openHouse } from '../../src/server/house.ts'
import { testDb } from '../postgres.ts'

const demo = demoCounty('141099')
export const county = 141099

/** The files of an invented county in a folder, and what truly happened there. The window begins and ends within a month, and has months of which it knows those a year before. */
export function written(defects: number, fees = false) {
  const folder = mkdtempSync(join(tmpdir(), 'countywide-truth-'))
  const files: { kind: string; name: string }[] = []
  const what = { county: demo, residents: 1000, months: 15, end: '2026-03-10', seed: 20260310, defects, fees }
  const truth = writeCounty(what, folder, ({ kind, name }) => files.push({ kind, name }))
  return { folder, files, truth, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

type Imported = Awaited<ReturnType<typeof importFile>>
export type County = {
  house: House
  truth: Truth
  folder: string
  files: readonly { kind: string; name: string }[]
  /** By file name. */
  results: ReadonlyMap<string, Imported>
  close: () => Promise<void>
}

/** The same county in a house of its own: the directory known, everything else taken in through the real import, in no order. `feesFrom`: bills, too, from this month on. */
export async function imported(defects: number, feesFrom?: string): Promise<County> {
  const { folder, files: all, truth, remove } = written(defects, feesFrom !== undefined)
  const files = all.filter(({ kind, name }) => kind !== 'fees' || name >= `fees-${feesFrom}`)
  const { db, url, close } = await testDb({ max: 1 })
  await db.close()
  const house = await openHouse(url)
  await seedCounty(house.record, demo)
  await ensureCodes(house.record, county)
  const results = new Map<string, Imported>()
  for (const { kind: name, name: file } of shuffled(files)) {
    const kind = kinds.find((k) => k.name === name)!
    results.set(file, await importFile(join(folder, file), { record: house.record, county, kind, actor: 'tester' }))
  }
  await house.record.db.query('analyze') // the questions below are asked of tables that were empty a moment ago
  return {
    ...{ house, truth, folder, files, results },
    close: async () => {
      await house.record.close()
      await close()
      remove()
    },
  }
}

/** Any order, the same one each time. */
function shuffled<T>(list: readonly T[]): T[] {
  const { unit } = random(7)
  return list
    .map((item) => ({ item, at: unit() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}
