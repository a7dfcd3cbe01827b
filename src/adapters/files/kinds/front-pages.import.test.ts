import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import { folder } from '../../../../test/files.ts'
import { frontPage } from '../../../../test/front-page.ts'
import { actorAt, county, type TestHouse, testHouse } from '../../../../test/house.ts'
import { admission } from '../../../capabilities/admissions/workflow.ts'
import { loadCase } from '../../../kernel/perform/case.ts'
import { importFile } from '../import.ts'
import { frontPages as kind } from './front-pages.ts'

const files = folder()
afterAll(() => files.remove())
let house: TestHouse
beforeEach(async () => {
  house = await testHouse()
})
afterEach(() => house.close())

const headers = Object.keys(frontPage)
const csv = (rows: readonly Readonly<Record<string, string>>[]) =>
  [headers, ...rows.map((row) => headers.map((name) => ({ ...frontPage, ...row })[name] ?? ''))]
    .map((cells) => `${cells.join(',')}\n`)
    .join('')
let n = 0
const load = (rows: readonly Readonly<Record<string, string>>[]) => {
  n += 1
  return importFile(files.file(`pages-${n}.csv`, csv(rows)), { record: house.record, county, kind, actor: 'tester' })
}
const flat = (what: string, columns: string, order: string) =>
  house.record.db.query(`select ${columns} from flat_${what} where county_id = $1 order by ${order}`, [county])

it('pages go in as rows of stays, diagnoses and operations; the same file again changes nothing', async () => {
  const rows = [{}, { BAH: 'B2', ZYCS: '', CYSJ: '2026-02-01', SJZYTS: '27', LYFS: '5' }, { BAH: 'B3', ZFJE: '9999.00' }]
  expect(await load(rows)).toMatchObject({ rows: 3, refused: 1, changed: 0 })
  expect(
    await flat(
      'admission',
      'number, month::text, days, diagnosis, diagnosis_name, departure, operations, level, total_fen, western_fen',
      'number',
    ),
  ).toEqual([
    {
      number: '00012345-2',
      month: '2026-01-01',
      days: 7,
      diagnosis: 'K35.900',
      diagnosis_name: '急性阑尾炎',
      departure: '2',
      operations: 2,
      level: 3,
      total_fen: 635_580,
      western_fen: 119_580,
    },
    expect.objectContaining({ number: 'B2-1', month: '2026-02-01', days: 27, departure: '5' }),
  ])
  expect(await flat('diagnosis', 'count(*)::int as n, max(rank) as most', '1')).toEqual([{ n: 12, most: 4 }])
  expect(await flat('operation', 'code, level, surgeon, day::text', 'at, id')).toMatchObject([
    { code: '47.0101', level: '3', surgeon: '孙三', day: '2026-01-05' },
    { code: '47.0101' },
    { code: '54.1100', level: null, day: '2026-01-06' },
    { code: '54.1100' },
  ])
  expect(await load(rows)).toMatchObject({ taken: 0, changed: 0, refused: 1 })
})

it('a corrected page with fewer diagnoses and operations takes the others out of every list, and a later one brings them back', async () => {
  const [less, more] = [
    { QTZD2: '', JBDM2: '', RYBQ2: '', QTZD40: '', JBDM40: '', RYBQ40: '', WBYY: '', H23: '', SSJCZBM2: '', SSJCZRQ2: '' },
    {},
  ]
  const diagnoses = async () => (await flat('diagnosis', 'code', 'rank, role')).map(({ code }) => code)
  await load([more])
  expect(await diagnoses()).toEqual(['K35.900', 'I10.x00', 'E11.900', 'J98.414', 'W19.900', 'M41000/0'])
  await load([less])
  expect(await diagnoses()).toEqual(['K35.900', 'I10.x00', 'M41000/0'])
  expect(await flat('operation', 'code', 'id')).toEqual([{ code: '47.0101' }])
  const [stay] = (await flat('admission', 'id', 'id')) as [{ id: string }]
  const seen = (await loadCase(house.record, county, admission, stay.id))!.subject
  expect(seen).toMatchObject({ diagnoses: [{}, {}], operations: [{}] })
  expect(seen).not.toHaveProperty('externalCause')
  expect(await load([less, { BAH: 'B9' }])).toMatchObject({ changed: 0 })
  await load([more, { BAH: 'B10' }])
  expect(await diagnoses()).toHaveLength(18)
})

it('an annulled stay leaves no row behind', async () => {
  await load([{}])
  const [stay] = (await flat('admission', 'id', 'id')) as [{ id: string }]
  await house.do('admission.annul', { reason: '选错患者' }, { id: stay.id, actor: actorAt('qy-a') })
  for (const view of ['admission', 'diagnosis', 'operation']) expect(await flat(view, 'id', 'id')).toEqual([])
})
