import { afterAll, beforeAll, expect, it } from 'vitest'
import { county, type TestHouse, testHouse } from '../../../test/house.ts'
import { codeTableState } from '../../record/code-tables.ts'
import { divisionsOf, townshipNames } from '../../record/divisions.ts'
import { codeSystems } from './code-systems.ts'
import { importCodeTable } from './code-table.ts'
import { divisionTemplate, importDivisions } from './division-table.ts'
import { countyDivisions } from './divisions.ts'
import { ImportError } from './import-error.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
})
afterAll(() => house.close())

const source = (rows: readonly (readonly string[])[]) => ({
  rows: async function* () {
    for (const row of rows) yield [...row]
  },
})
const head = [['疾病分类与代码国家临床版2.0'], ['章', '主要编码', '附加编码', '疾病名称']]
const put = (rows: readonly (readonly string[])[], from: string, dry = false, system: keyof typeof codeSystems = 'icd9') =>
  importCodeTable(house.record, county, codeSystems[system], source(rows), { from, dry, actor: 'tester', now: '2026-06-30T00:00:00.000Z' })
const kept = () =>
  house.record.db.query(
    `select code, name, valid_from as "from", valid_to as "to" from code_dim where county_id = $1 and system = $2 order by code, valid_from`,
    [county, codeSystems.icd9.system],
  )

it('a release begins on its day; the next ends what is gone and renames what changed; old names keep their days', async () => {
  const first = [
    ...head,
    ['一', '47.0100', '', '腹腔镜阑尾切除术'],
    ['一', '', '', '小计'],
    ['', '38.1200x001', '', '颈动脉内膜剥脱术'],
    ['', '47.0100', '', '另一个'],
  ]
  expect(await put(first, '2024-01-01', true)).toMatchObject({ rows: 2, added: 2, changed: 0, gone: 0 })
  expect(await kept()).toEqual([])
  expect(await put(first, '2024-01-01')).toMatchObject({ added: 2, left: [{ line: 4 }, { line: 6 }] })
  expect(await put(first, '2024-01-01')).toMatchObject({ added: 0, changed: 0, gone: 0, same: 2 })
  const second = [...head, ['', '47.0100', '', '腹腔镜下阑尾切除术'], ['', '36.0601', '', '冠状动脉支架置入术']]
  expect(await put(second, '2026-01-01')).toMatchObject({ added: 1, changed: 1, gone: 1, same: 0 })
  expect(await kept()).toEqual([
    { code: '36.0601', name: '冠状动脉支架置入术', from: '2026-01-01', to: 'infinity' },
    { code: '38.1200x001', name: '颈动脉内膜剥脱术', from: '2024-01-01', to: '2025-12-31' },
    { code: '47.0100', name: '腹腔镜阑尾切除术', from: '2024-01-01', to: '2025-12-31' },
    { code: '47.0100', name: '腹腔镜下阑尾切除术', from: '2026-01-01', to: 'infinity' },
  ])
  await expect(put(first, '2025-01-01')).rejects.toThrow(/2026-01-01/)
  const corrected = [...head, ['', '47.0100', '', '腹腔镜下阑尾切除术'], ['', '36.0601', '', '冠脉支架置入术']]
  expect(await put(corrected, '2026-01-01')).toMatchObject({ changed: 1, same: 1 })
  expect(await kept()).toContainEqual({ code: '36.0601', name: '冠脉支架置入术', from: '2026-01-01', to: 'infinity' })
})

it('the county’s own table takes the place of the small one that came with the house', async () => {
  const { system } = codeSystems.icd10
  expect(await codeTableState(house.record.db, county, system)).toMatchObject({ official: false })
  const result = await put([...head, ['', 'I10.x00', '', '特发性高血压'], ['', 'I10.x00x002', '', '高血压']], '2026-01-01', false, 'icd10')
  expect(result.added).toBe(0)
  expect(result.gone).toBeGreaterThan(500)
  expect(await codeTableState(house.record.db, county, system)).toMatchObject({ official: true })
  expect(
    await house.record.shared.codes(county, [
      { system, code: 'A01.000' },
      { system, code: 'I10.x00' },
    ]),
  ).toEqual([{ system, code: 'I10.x00' }])
})

it('a mapping table holds what each code becomes', async () => {
  const rows = [
    ['国家临床版编码', '国家临床版名称', '医保版编码', '医保版名称'],
    ['I10.x00x002', '高血压', 'I10.x00', '高血压'],
    ['I11', '无对照', '', ''],
  ]
  expect(await put(rows, '2026-01-01', false, 'icd10-map')).toMatchObject({ added: 1, left: [{ line: 3 }] })
  const [row] = await house.record.db.query('select attributes from code_dim where county_id = $1 and system = $2', [
    county,
    codeSystems['icd10-map'].system,
  ])
  expect(row).toMatchObject({ attributes: { target: 'I10.x00' } })
})

it.each([
  [
    'without a header',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['empty', []],
  ['without codes', [...head]],
])('refuses a table that is %s', async (_, rows) => {
  await expect(put(rows, '2026-01-01')).rejects.toThrow(ImportError)
})

it('a table of divisions of twelve digits: townships and villages of the county, with those that are no more; what is not its own is left out', async () => {
  const divisions = (rows: readonly (readonly string[])[], from: string) =>
    importDivisions(house.record, county, source(rows), { from, actor: 'tester', now: '2026-06-30T00:00:00.000Z' })
  const template = divisionTemplate
    .slice(1)
    .trim()
    .split(/\r?\n/)
    .map((row) => row.split(','))
  const more = [
    ['141099000000', '青原县', '', ''],
    ['141098100000', '马连镇', '', ''],
    ['141099101201', '无镇村', '', ''],
    ['14109910', '短', '', ''],
    ['141099102000', '石桥镇', '2020-13-01', ''],
  ]
  expect(await divisions([['2026 年'], ...template, ...more], '2026-01-01')).toMatchObject({ rows: 3, added: 2, left: { length: 5 } })
  expect(await divisionsOf(house.record.db, county)).toEqual([
    { code: '141099100', name: '清河镇' },
    { code: '141099100201', name: '清河村' },
    { code: '141099105', name: '旧庄乡', to: '2024-12-31' },
  ])
  const known = await countyDivisions(house.record, county)
  expect(['141099100', '141099105', '141099101', '141099100201', '141099100202'].map((code) => known.has(code))).toEqual([
    true,
    true,
    false,
    true,
    false,
  ])
  // the township is renamed and its village gone; again and again comes to the same
  const later = [template[0]!, ['141099100', '新清河镇', '', '']]
  expect(await divisions(later, '2026-05-01')).toMatchObject({ changed: 1, gone: 1 })
  expect(await divisions(later, '2026-05-01')).toMatchObject({ changed: 0, gone: 0, same: 1 })
  expect((await townshipNames(house.record.db, county)).get('141099100')).toBe('新清河镇')
  await expect(divisions(later, '2025-01-01')).rejects.toThrow(ImportError)
  await expect(divisions([['甲', '乙']], '2026-06-01')).rejects.toThrow(ImportError)
})
