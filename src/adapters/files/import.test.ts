import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import { csv, folder, imported, type Line, line, lines, visitHeader } from '../../../test/files.ts'
import { county, hypertension, type TestHouse, testHouse } from '../../../test/house.ts'
import { statementType } from '../../capabilities/plans/fhir.ts'
import { verifyAudit } from '../../record/audit.ts'
import { addBatch, listBatches, readBatch } from '../../record/batch.ts'
import { openHouse } from '../../server/house.ts'
import { batchId, importFile, importRows } from './import.ts'
import { ImportError } from './import-error.ts'
import { visits as kind } from './kinds/visits.ts'
import { dropOriginals, findOriginal } from './originals.ts'

const files = folder()
afterAll(() => files.remove())
let house: TestHouse
beforeEach(async () => {
  house = await testHouse()
})
afterEach(() => house.close())

const into = (chunkRows = 50) => ({ record: house.record, county, kind, actor: 'tester', chunkRows })
const load = (content: string | Uint8Array, chunkRows?: number) => importFile(files.file('visits.csv', content), into(chunkRows))
const refusals = () =>
  house.record.db.query(`select line, column_name as column, rule from batch_refusal where county_id = $1 order by 1, 2, 3`, [county])
const visits = () =>
  house.record.db.query<{ doc: string; version: number }>(
    `select doc, version from resource where county_id = $1 and type = 'Encounter' order by id`,
    [county],
  )

it('takes a file once: the same file again changes nothing', async () => {
  const first = await load(csv(lines(300)))
  expect(first).toMatchObject({ rows: 300, changed: 0, skipped: 0, refused: 0, resumed: false })
  const before = await imported(house.record.db)
  expect(before.documents.filter((d) => d['type'] === 'Encounter')).toHaveLength(300)
  const again = await load(csv(lines(300)))
  expect(again).toMatchObject({ rows: 300, taken: 0, changed: 0, skipped: first.taken, refused: 0, resumed: false })
  expect(await imported(house.record.db)).toEqual(before)
  expect((await verifyAudit(house.record.db, county)).broken).toEqual([])
})

it('makes a new version of a corrected row, and of nothing else', async () => {
  await load(csv(lines(120)))
  const corrected = lines(120)
  corrected[7] = line(7, { 总费用: '99.90', 就诊时间: '2026-04-30 23:59' })
  corrected[60] = line(60, { 诊断编码: 'J06.900' })
  expect(await load(csv(corrected))).toMatchObject({ taken: 0, changed: 2 })
  expect((await visits()).map((v) => v.version).reduce((sum, v) => sum + v)).toBe(122)
  const [row] = await house.record.db.query(`select day, total_fen from flat_visit where county_id = $1 and number = 'MZ000007'`, [county])
  expect(row).toEqual({ day: '2026-04-30', total_fen: 9990 })
  expect(await load(csv(lines(120)))).toMatchObject({ taken: 0, changed: 0 }) // an earlier file again does not undo what a later one corrected
  expect(await load(csv([...lines(119), line(119)].reverse()))).toMatchObject({ taken: 0, changed: 2 }) // another file with the old rows does
  expect((await visits()).filter((v) => v.version === 3)).toHaveLength(2)
})

it('names every refused row by its line, column and rule, and takes the others', async () => {
  const bad: Line[] = [
    { 就诊时间: '2025-02-30 08:00' },
    { 就诊时间: '20250230' },
    { 就诊时间: '2026-01-05 24:00' },
    { 就诊时间: '2100-01-01 08:00' },
    { 总费用: '-1.00' },
    { 总费用: '1,5' },
    { 机构代码: 'QY9999999' },
    { 证件号码: '141099195603081234' },
    { 证件号码: '' },
    { 就诊类别: '住院' },
    { 就诊号: 'M'.repeat(65) },
    { 姓名: '张\ufffd三' },
  ]
  const rows = [...lines(3), ...bad.map((change, i) => line(100 + i, change).map((c) => (c.includes(',') ? `"${c}"` : c))), ...lines(2, 50)]
  expect(await load(csv(rows))).toMatchObject({ rows: 17, refused: 12 })
  expect(await visits()).toHaveLength(5)
  const at = (i: number, column: string, rule: string) => ({ line: 5 + i, column, rule })
  expect(await refusals()).toEqual([
    at(0, '就诊时间', 'time'),
    at(1, '就诊时间', 'time'),
    at(2, '就诊时间', 'time'),
    at(3, '就诊时间', 'future'),
    at(4, '总费用', 'money'),
    at(5, '总费用', 'money'),
    at(6, '机构代码', 'institution'),
    at(7, '证件号码', 'id-card.check'),
    at(8, '证件号码', 'required'),
    at(9, '就诊类别', 'code'),
    at(10, '就诊号', 'text'),
    at(11, '姓名', 'text'),
  ])
})

it('reads a byte order mark, mixed line ends, blank lines and quotes, and names the line as an editor shows it', async () => {
  const [header, one, two, three, four, bad] = csv([...lines(4), line(4, { 总费用: '-1' })]).split('\n') as [
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  const text = `\uFEFF${header}\r\n${one}\n${two.replace('全科', '"全,科"')}\r\n\r\n   \n${three}\r${four.replace('晓梅', '晓"梅')}\n${bad}`
  expect(await load(text)).toMatchObject({ rows: 5, refused: 1 })
  expect(await refusals()).toEqual([{ line: 8, column: '总费用', rule: 'money' }])
  const found = (await visits()).map((v) => JSON.parse(v.doc) as { serviceType: { text: string } })
  expect(found.map((v) => v.serviceType.text).sort()).toEqual(['全,科', '全科', '全科', '全科'])
})

it('refuses rows of a wrong length and a visit number that stands twice in the file; the first one stands, also after importing again', async () => {
  const rows = [line(1), line(1, { 总费用: '77.00' }), line(2).slice(0, 8), [...line(3), 'x'], ...lines(4, 10)]
  for (const taken of [true, false]) {
    expect(await load(csv(rows), 1)).toMatchObject({ refused: 3, changed: 0, taken: taken ? expect.any(Number) : 0 })
    expect(await refusals()).toEqual([
      { line: 3, column: '就诊号', rule: 'twice' },
      { line: 4, column: '', rule: 'columns' },
      { line: 5, column: '', rule: 'columns' },
    ])
  }
})

it.each([
  ['empty', '', /文件是空的/],
  ['without a column it needs', csv([]).replace(',就诊类别', ''), /缺少 就诊类别/],
  ['with a column twice', csv([]).replace('总费用', '总费用,总费用'), /多出或重复 总费用/],
  ['in another encoding', Buffer.from([0xff, 0xff, 0x81, 0x20, 0x0a]), /UTF-8/],
  ['with a quote that never ends', `${csv(lines(3))}"MZ9,`, /引号/],
])('refuses a file that is %s as a whole, and remembers it as failed', async (_, content, message) => {
  await expect(load(content)).rejects.toThrow(message)
  await expect(load(content)).rejects.toThrow(ImportError)
  expect(await house.record.db.query('select state from batch where county_id = $1', [county])).toEqual([{ state: 'failed' }])
})

it('refuses what the record cannot keep, wherever it stands', async () => {
  const rows = [visitHeader, line(0, { 姓名: '半\ud800' }), line(1, { 科室: 'a\0' }), line(2, { 就诊号: '\ufffd1' }), line(3), ['\0']]
  expect(await importRows('rows', 'sum', rows, into())).toMatchObject({ refused: 4, rows: 5 })
  expect(await refusals()).toMatchObject([2, 3, 4, 6].map((line) => ({ line })))
})

it('reads a file by the mapping it is given, below a title, and remembers which column was which', async () => {
  const [header, ...rest] = csv(lines(3)).trim().split('\n') as [string, ...string[]]
  const own = header.replace('就诊号', '我院流水').replace('总费用', '钱')
  const file = files.file('own.csv', ['县医院 2026 年门诊,,,,,,,,', own, ...rest].join('\n'))
  await expect(importFile(file, into())).rejects.toThrow(/就诊号/)
  const mapping = { ...Object.fromEntries(visitHeader.map((name) => [name, name])), 就诊号: '我院流水', 总费用: '钱' }
  expect(await importFile(file, { ...into(), mapping })).toMatchObject({ rows: 3, taken: expect.any(Number), refused: 0 })
  expect(await house.record.db.query('select number, total_fen from flat_visit where county_id = $1 order by 1', [county])).toEqual(
    [0, 1, 2].map((n) => ({ number: `MZ00000${n}`, total_fen: n * 100 + 50 })),
  )
  expect(await listBatches(house.record.db, county)).toMatchObject([{ mapping, rows: 3, checkpoint: 5, state: 'done' }])
  await expect(importFile(file, { ...into(), mapping: { ...mapping, 总费用: '没有' } })).rejects.toThrow(/没有/)
})

it('never overwrites what was performed here', async () => {
  await load(csv(lines(10)))
  const [{ id }] = (await house.record.db.query<{ id: string }>(`select id from flat_visit where county_id = $1 and number = 'MZ000003'`, [
    county,
  ])) as [{ id: string }]
  await house.do('visit.amend', { diagnoses: hypertension, totalFen: 12345, reason: '补录' }, { id })
  const changed = lines(10)
  changed[3] = line(3, { 总费用: '1.00' })
  expect(await load(csv(changed))).toMatchObject({ changed: 0, taken: 0 })
  const [row] = await house.record.db.query('select total_fen from flat_visit where county_id = $1 and id = $2', [county, id])
  expect(row).toEqual({ total_fen: 12345 })
})

it('two imports of one file at once, refused and corrected rows among them, end like one', async () => {
  await load(csv(lines(200)))
  const corrected = Array.from({ length: 400 }, (_, i) => line(i, i % 9 ? {} : i % 2 ? { 总费用: '1.11' } : { 总费用: '-1' }))
  const other = await openHouse(house.url)
  try {
    const file = files.file('twice.csv', csv(corrected))
    const results = await Promise.all([house.record, other.record].map((record) => importFile(file, { ...into(40), record })))
    expect(results.map((r) => r.rows)).toEqual([400, 400])
  } finally {
    await other.record.close()
  }
  const both = await imported(house.record.db)
  expect(await load(csv(corrected))).toMatchObject({ taken: 0, changed: 0 })
  expect(await imported(house.record.db)).toEqual(both)
  expect(both.documents.filter((d) => (d['version'] as number) > 2)).toEqual([])
  expect(both.refused).toHaveLength(corrected.filter((r) => r.at(-1) === '-1').length)
  expect((await verifyAudit(house.record.db, county)).broken).toEqual([])
})

it('two files at once that share patients and visits end as one after the other', async () => {
  const rows = (from: number, cost: string) => csv(lines(300, from).map((_, i) => line(from + i, { 总费用: cost })))
  const [a, b] = [files.file('a.csv', rows(0, '1.00')), files.file('b.csv', rows(150, '2.00'))]
  const [other, alone] = [await openHouse(house.url), await testHouse()]
  const content = async (db: TestHouse['record']['db']) => {
    const { documents, flat, persons, names } = await imported(db)
    return { documents: documents.map(({ version: _, ...rest }) => rest), flat, persons, names }
  }
  try {
    let second: Promise<unknown> | undefined // begun after the first, while that is at work
    const progress = () => {
      second ??= importFile(b, { ...into(20), record: other.record })
    }
    await importFile(a, { ...into(20), progress })
    await second
    for (const file of [a, b]) await importFile(file, { ...into(20), record: alone.record })
    expect(await content(house.record.db)).toEqual(await content(alone.record.db))
    expect((await verifyAudit(house.record.db, county)).broken).toEqual([])
  } finally {
    await other.record.close()
    await alone.close()
  }
})

it('refuses rows of a locked month, new and corrected ones, and takes them again when it is unlocked', async () => {
  await load(csv(lines(40)))
  const [first] = await house.record.db.query<{ month: string }>('select min(month)::text as month from flat_visit where county_id = $1', [
    county,
  ])
  const locked = first!.month
  await house.record.db.query(`insert into claim (county_id, resource, slot, holder) values ($1, $2, 1, 'month')`, [
    county,
    `month-lock/${locked}`,
  ])
  const inside = `${locked.slice(0, 8)}15 09:00`
  const more = [...lines(40), line(900, { 就诊时间: inside }), line(901, { 就诊时间: '2019-06-01 09:00' })]
  more[0] = line(0, { 总费用: '1.23' })
  expect(await load(csv(more))).toMatchObject({ changed: 0, refused: 2 })
  expect(await refusals()).toEqual([
    { line: 2, column: '', rule: 'locked' },
    { line: 42, column: '', rule: 'locked' },
  ])
  await house.record.db.query(`delete from claim where county_id = $1`, [county])
  expect(await load(csv(more))).toMatchObject({ changed: 1, refused: 0 })
})

it('an original is kept for its days, and not removed while a younger import or a proof needs it; what the import did stays', async () => {
  const kept = files.file('kept', '').replace(/kept$/, 'originals')
  const naming = [statementType]
  const keep = (name: string, content: string) => importFile(files.file(name, content), { ...into(), originals: kept })
  const made = [
    await keep('a.csv', csv(lines(3))),
    await keep('b.csv', csv([...lines(5, 3), line(9, { 总费用: '-1' })])),
    await keep('c.csv', csv(lines(2, 20))),
  ]
  const batches = () => Promise.all(made.map(async ({ batch }) => (await readBatch(house.record.db, county, batch))!))
  const [a, , c] = await batches()
  const later = (days: number) => new Date(Date.now() + days * 86_400_000)
  const drop = (days: number) => dropOriginals(house.record.db, { folder: kept, days: 30, naming }, later(days))
  expect(await drop(29)).toBe(0)
  // the first waits to run again, the third proves something
  await addBatch(
    house.record.db,
    county,
    { ...a!, id: batchId(county, { ...kind, name: 'fhir' }, a!.checksum), kind: 'fhir', original: true },
    'queued',
  )
  await house.record.write({
    county,
    origin: 'import',
    audit: { at: new Date().toISOString(), actor: 'tester', organization: '', action: 'test', detail: {} },
    documents: [
      {
        type: statementType,
        id: 's1',
        before: 'new',
        doc: JSON.stringify({ resourceType: naming[0], id: 's1', evidence: [{ checksum: c!.checksum }] }),
      },
    ],
  })
  expect(await drop(31)).toBe(1)
  const after = await batches()
  expect(after.map(({ original }) => original)).toEqual([true, false, true])
  expect(after[1]).toMatchObject({
    state: 'done',
    refused: 1,
    message: [expect.stringContaining('保存满 30 天'), expect.stringContaining('30 days')],
  })
  expect(await refusals()).toHaveLength(1)
  await expect(findOriginal(kept, after[1]!.checksum)).rejects.toThrow(ImportError)
  for (const { checksum } of [a!, c!]) expect(await findOriginal(kept, checksum)).toContain(checksum)
  expect(await drop(31)).toBe(0)
  // the same file again is kept again
  await keep('b.csv', csv([...lines(5, 3), line(9, { 总费用: '-1' })]))
  expect((await batches())[1]).toMatchObject({ original: true, message: ['', ''] })
})
