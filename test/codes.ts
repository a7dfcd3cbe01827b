import { afterAll, afterEach, beforeEach } from 'vitest'
import { codeSystems } from '../src/adapters/files/code-systems.ts'
import { importCodeTable } from '../src/adapters/files/code-table.ts'
import { importFile } from '../src/adapters/files/import.ts'
import { visits } from '../src/adapters/files/kinds/visits.ts'
import { listLocalCodes } from '../src/record/local-codes.ts'
import { folder } from './files.ts'
import { county, type TestHouse, testHouse } from './house.ts'

/** For tests of codes that files bring and tables translate: a new house before each, files, tables, and what waits for a decision. */
export function codesAtWork() {
  const files = folder()
  let house: TestHouse
  beforeEach(async () => {
    house = await testHouse()
  })
  afterEach(() => house.close())
  afterAll(() => files.remove())
  const now = () => new Date(Date.now() + 1000).toISOString()
  const source = (all: string[][]) => ({
    rows: async function* () {
      yield* all
    },
  })
  return {
    files,
    now,
    source,
    get house() {
      return house
    },
    load: (path: string, kind: Parameters<typeof importFile>[1]['kind'] = visits, chunkRows = 10) =>
      importFile(path, {
        record: house.record,
        county,
        kind,
        actor: 'tester',
        chunkRows,
        originals: files.file('keep', '').replace('keep', 'originals'),
      }),
    table: (system: keyof typeof codeSystems, from: string, rows: string[][]) =>
      importCodeTable(house.record, county, codeSystems[system], source(rows), { from, actor: 'tester', now: now() }),
    open: () => listLocalCodes(house.record.db, county, { state: 'open', limit: 100 }),
  }
}
