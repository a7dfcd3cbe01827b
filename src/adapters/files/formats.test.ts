import { utils, write } from '@e965/xlsx'
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import { dbf, record } from '../../../test/dbf.ts'
import { csv, folder, imported, lines, visitHeader } from '../../../test/files.ts'
import { gb18030 } from '../../../test/gb18030.ts'
import { county, type TestHouse, testHouse } from '../../../test/house.ts'
import { importFile } from './import.ts'
import { visits as kind } from './kinds/visits.ts'

const files = folder()
afterAll(() => files.remove())
let house: TestHouse
beforeEach(async () => {
  house = await testHouse()
})
afterEach(() => house.close())

const rows = lines(40)
function book(bookType: 'xlsx' | 'biff8'): Buffer {
  const made = utils.book_new()
  const sheet = utils.aoa_to_sheet([['清源县人民医院门诊登记'], [], visitHeader, ...rows])
  utils.book_append_sheet(made, sheet, '门诊')
  return write(made, { type: 'buffer', bookType })
}
const width = 40
const table = dbf(
  visitHeader.map((name) => [gb18030(name), 'C', width]),
  rows.map((row) => record(' ', ...row.map((cell) => [gb18030(cell), width] as [Buffer, number]))),
)
const forms: Record<string, Uint8Array> = {
  'UTF-8': Buffer.from(`\ufeff${csv(rows)}`),
  GB18030: gb18030(csv(rows)),
  'UTF-16 with tabs': Buffer.from(`\ufeff${csv(rows).replaceAll(',', '\t')}`, 'utf16le'),
  xlsx: book('xlsx'),
  xls: book('biff8'),
  DBF: table,
}

it('takes the same rows from every kind of file, and knows them again', async () => {
  const seen = []
  for (const [name, content] of Object.entries(forms)) {
    const result = await importFile(files.file('visits', content), { record: house.record, county, kind, actor: 'tester' })
    seen.push({ name, rows: result.rows, refused: result.refused, taken: result.taken > 0, changed: result.changed })
  }
  expect(seen).toEqual(Object.keys(forms).map((name, i) => ({ name, rows: 40, refused: 0, taken: i === 0, changed: 0 })))
  expect((await imported(house.record.db)).flat).toHaveLength(40)
})
